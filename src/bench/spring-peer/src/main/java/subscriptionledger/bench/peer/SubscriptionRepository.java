package subscriptionledger.bench.peer;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface SubscriptionRepository extends JpaRepository<Subscription, Subscription.Key> {
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("SELECT s FROM Subscription s WHERE s.key = :key")
  Optional<Subscription> findAndLock(Subscription.Key key);
}
