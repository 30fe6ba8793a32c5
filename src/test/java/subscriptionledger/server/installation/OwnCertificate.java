package subscriptionledger.server.installation;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import subscriptionledger.server.process.Command;

/**
 * A private key and its certificate for 127.0.0.1, in a PKCS#12 file, and clients that trust
 * nothing but it.
 */
public record OwnCertificate(Path file, String password) {
  private static final String ALIAS = "ledger";

  public static OwnCertificate create(Path file, String password) throws Exception {
    Command.run(
        Map.of("KEY_STORE_PASSWORD", password),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "SAN=IP:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass:env",
            "KEY_STORE_PASSWORD"));
    return new OwnCertificate(file, password);
  }

  /** The certificate as text, in PEM. */
  String certificatePem() throws Exception {
    return pem("CERTIFICATE", load().getCertificate(ALIAS).getEncoded());
  }

  /** The private key as text, in PEM. */
  String keyPem() throws Exception {
    return pem("PRIVATE KEY", load().getKey(ALIAS, password.toCharArray()).getEncoded());
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(content));
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return store;
    }
  }

  /** A client that refuses to speak to a server with any other certificate. */
  public HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trust()).build();
  }

  /** Trust in this certificate alone. */
  SSLContext trust() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(load());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
