package subscriptionledger.callback;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A callback without its headers. All that a callback means is in its query and its body; but a
 * server that is shown a Content-Type, an Accept or a Cookie that it cannot parse answers on its
 * own, before the resource is asked, and a body labelled as a form may be read by somebody else. So
 * none of the headers is shown, and the body is bytes.
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
