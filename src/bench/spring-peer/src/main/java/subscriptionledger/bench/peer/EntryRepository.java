package subscriptionledger.bench.peer;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface EntryRepository extends JpaRepository<Entry, Long> {
  @Query("SELECT e.eventKey FROM Entry e WHERE e.occurredAt = :occurredAt AND e.eventKey IN :keys")
  List<byte[]> findEventKeys(long occurredAt, Collection<byte[]> keys);
}
