package subscriptionledger.bench.peer;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface AccountRepository extends JpaRepository<Account, Account.Key> {
  @Modifying
  @Query(
      "UPDATE Account a SET a.subscriberCount = a.subscriberCount + :change,"
          + " a.lastOccurredAt = :occurredAt WHERE a.key.app = :app AND a.key.account = :account")
  int add(long app, String account, long change, long occurredAt);
}
