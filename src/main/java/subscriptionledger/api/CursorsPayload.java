package subscriptionledger.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The cursors of an app. */
@Schema(
    name = "Cursors",
    description = "The cursors of an app",
    requiredProperties = {"cursors"})
@JsonbPropertyOrder({"cursors"})
public record CursorsPayload(List<Item> cursors) {

  /** A cursor. */
  @Schema(
      name = "Cursor",
      description = "The position of something that is computed from entries",
      requiredProperties = {"name", "position", "lag"})
  @JsonbPropertyOrder({"name", "position", "lag"})
  public record Item(
      String name,
      @Schema(description = "The sequence number of the last entry that has been applied")
          long position,
      @Schema(description = "The number of entries that have yet to be applied") long lag) {}
}
