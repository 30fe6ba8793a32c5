package subscriptionledger.callback;

import inet.ipaddr.AddressStringParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;
import java.util.stream.Stream;

/** An IPv4 or IPv6 address, or a CIDR range (RFC 4632), from which callbacks are accepted. */
public final class AddressRange {
  /**
   * The accepted notations. The library's wildcards and short forms are disabled; in particular, an
   * empty string does not mean the loopback address.
   */
  private static final IPAddressStringParameters FORMS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .allowMask(false)
          .setRangeOptions(AddressStringParameters.RangeParameters.NO_RANGE)
          .toParams();

  private final IPAddress range;

  private AddressRange(IPAddress range) {
    this.range = range;
  }

  /**
   * Parses a text such as {@code 203.0.113.0/24}; empty if the text is neither an address nor a
   * range.
   */
  public static Optional<AddressRange> parse(String text) {
    return address(text)
        .map(address -> address.isPrefixed() ? address.toPrefixBlock() : address)
        .map(AddressRange::new);
  }

  /**
   * Returns true if the range contains an address. An IPv4 address may be written as an IPv6
   * address.
   */
  boolean contains(String address) {
    return address(address).stream()
        .flatMap(found -> Stream.concat(Stream.of(found), Stream.ofNullable(found.toIPv4())))
        .anyMatch(range::contains);
  }

  private static Optional<IPAddress> address(String text) {
    return Optional.ofNullable(new IPAddressString(text, FORMS).getAddress());
  }

  @Override
  public String toString() {
    return range.toCanonicalString();
  }
}
