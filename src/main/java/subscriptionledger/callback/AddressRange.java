package subscriptionledger.callback;

import inet.ipaddr.AddressStringParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;
import java.util.stream.Stream;

/** An IPv4 or IPv6 address, or a CIDR range of them (RFC 4632), that callbacks may come from. */
public final class AddressRange {
  /** None of the library's wildcards and short forms: an empty text is not the loopback address. */
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

  /** The range that a text such as {@code 203.0.113.0/24} names; empty when it names none. */
  public static Optional<AddressRange> parse(String text) {
    return address(text)
        .map(address -> address.isPrefixed() ? address.toPrefixBlock() : address)
        .map(AddressRange::new);
  }

  /** Whether an address is in the range; an IPv4 address may be written as an IPv6 one. */
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
