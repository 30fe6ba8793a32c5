package subscriptionledger.callback;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A callback without its headers. The meaning of a callback is in its query and its body alone. A
 * server that cannot parse a Content-Type, an Accept or a Cookie header would answer by itself
 * before the resource is called, and other code might consume a body that is labelled as a form.
 * This request therefore hides all headers and presents the body as bytes.
 */
final class HeaderlessRequest extends HttpServletRequestWrapper {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String BYTES = "application/octet-stream";

  HeaderlessRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public String getContentType() {
    return BYTES;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase(CONTENT_TYPE) ? BYTES : null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return name.equalsIgnoreCase(CONTENT_TYPE)
        ? Collections.enumeration(Collections.singleton(BYTES))
        : Collections.emptyEnumeration();
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(Collections.singleton(CONTENT_TYPE));
  }

  @Override
  public int getIntHeader(String name) {
    return -1;
  }

  @Override
  public long getDateHeader(String name) {
    return -1;
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    return null;
  }

  @Override
  public Locale getLocale() {
    return Locale.ROOT;
  }

  @Override
  public Enumeration<Locale> getLocales() {
    return Collections.enumeration(Collections.singleton(Locale.ROOT));
  }
}
