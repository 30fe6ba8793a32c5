package subscriptionledger.bench.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import subscriptionledger.bench.raw.Rows.Delivery;
import subscriptionledger.bench.raw.Rows.Entry;

/**
 * d3: the same, but deliveries and entries are written by PostgreSQL's COPY, in its binary form.
 */
final class ArraysAndCopy extends Arrays {
  private static final String COPY_DELIVERIES =
      "COPY delivery (app, id, command, received_at, query, body, outcome)"
          + " FROM STDIN (FORMAT binary)";

  private static final String COPY_ENTRIES =
      "COPY entry (app, sequence, event_key, kind, account, subscriber, operator, platform,"
          + " client_ip, occurred_at, recorded_at, source, delivery_id)"
          + " FROM STDIN (FORMAT binary)";

  private final PGConnection connection;

  ArraysAndCopy(Connection connection) throws SQLException {
    super(connection);
    this.connection = connection.unwrap(PGConnection.class);
  }

  @Override
  public void insertDeliveries(List<Delivery> rows) throws SQLException {
    BinaryRows binary = new BinaryRows();
    for (Delivery row : rows) {
      binary
          .row(7)
          .bigint(row.app())
          .bigint(row.id())
          .text(row.command())
          .bigint(row.receivedAt())
          .text(row.query())
          .bytes(row.body())
          .text(row.outcome());
    }
    copy(COPY_DELIVERIES, binary);
  }

  @Override
  public void insertEntries(List<Entry> rows) throws SQLException {
    BinaryRows binary = new BinaryRows();
    for (Entry row : rows) {
      binary
          .row(13)
          .bigint(row.app())
          .bigint(row.sequence())
          .bytes(row.eventKey())
          .text(row.kind())
          .text(row.account())
          .text(row.subscriber())
          .text(row.operator())
          .text(row.platform())
          .text(row.clientIp())
          .bigint(row.occurredAt())
          .bigint(row.recordedAt())
          .text(row.source())
          .bigint(row.delivery());
    }
    copy(COPY_ENTRIES, binary);
  }

  private void copy(String command, BinaryRows rows) throws SQLException {
    byte[] bytes = rows.end();
    CopyIn copy = connection.getCopyAPI().copyIn(command);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  /** Rows as PostgreSQL's documentation of COPY describes the binary format. */
  private static final class BinaryRows {
    private static final byte[] SIGNATURE = {
      'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final DataOutputStream data = new DataOutputStream(bytes);

    BinaryRows() {
      write(
          () -> {
            data.write(SIGNATURE);
            data.writeInt(0);
            data.writeInt(0);
          });
    }

    BinaryRows row(int columns) {
      return write(() -> data.writeShort(columns));
    }

    BinaryRows bigint(long value) {
      return write(
          () -> {
            data.writeInt(Long.BYTES);
            data.writeLong(value);
          });
    }

    BinaryRows text(String value) {
      return bytes(value.getBytes(UTF_8));
    }

    BinaryRows bytes(byte[] value) {
      return write(
          () -> {
            data.writeInt(value.length);
            data.write(value);
          });
    }

    byte[] end() {
      write(() -> data.writeShort(-1));
      return bytes.toByteArray();
    }

    private BinaryRows write(Writing writing) {
      try {
        writing.run();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private interface Writing {
      void run() throws IOException;
    }
  }
}
