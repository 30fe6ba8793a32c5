package subscriptionledger.relay.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates and keys of connections to a target. */
public final class Tls {
  private Tls() {}

  /** A file with certificates or keys, in PKCS #12 or another format that Java knows. */
  public record Store(Path file, String password) {
    KeyStore open() throws IOException, GeneralSecurityException {
      return KeyStore.getInstance(file.toFile(), password.toCharArray());
    }
  }

  /**
   * Returns the context of connections.
   *
   * @param trust the certificates to trust; null for those of the server's Java
   * @param keys the own key and certificate; null for none
   * @throws IOException if a file cannot be read
   * @throws GeneralSecurityException if a file or its password is wrong
   */
  public static SSLContext context(@Nullable Store trust, @Nullable Store keys)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(keys), trust(trust), null);
    return context;
  }

  private static KeyManager @Nullable [] keys(@Nullable Store store)
      throws IOException, GeneralSecurityException {
    if (store == null) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store.open(), store.password().toCharArray());
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(@Nullable Store store)
      throws IOException, GeneralSecurityException {
    if (store == null) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store.open());
    return factory.getTrustManagers();
  }
}
