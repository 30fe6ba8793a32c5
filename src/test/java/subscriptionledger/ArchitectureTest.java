package subscriptionledger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.text.Format;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.stream.Stream;

/** The rooms and what they may see: one rule for each sentence of the packages' descriptions. */
@AnalyzeClasses(
    packages = "subscriptionledger",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeSimulator.class
    })
class ArchitectureTest {
  private static final String SIMULATOR = "subscriptionledger.simulator";

  /** The simulator is compiled with the product and is no part of it. */
  static final class DoNotIncludeSimulator implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains(SIMULATOR.replace('.', '/'));
    }
  }

  @ArchTest
  static final ArchRule nothingInTheWarSeesTheSimulator =
      noClasses().should().dependOnClassesThat().resideInAPackage(SIMULATOR);

  @ArchTest
  static final ArchRule ledgerIsPureJavaAndSeesNoOtherRoom =
      classes()
          .that()
          .resideInAPackage("..ledger")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "subscriptionledger.ledger",
                  "java.lang..",
                  "java.time..",
                  "java.util..",
                  "java.nio.charset",
                  "java.security",
                  "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule ledgerHasNoClockOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage("subscriptionledger.ledger")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest static final ArchRule storeSeesTheLedger = room("store", "ledger");

  @ArchTest static final ArchRule journalSeesLedgerAndStore = room("journal", "ledger", "store");

  @ArchTest
  static final ArchRule callbackSeesLedgerAndJournal = room("callback", "ledger", "journal");

  @ArchTest static final ArchRule querySeesLedgerAndStore = room("query", "ledger", "store");

  @ArchTest
  static final ArchRule onlyOperationsReadsTheConfiguration =
      noClasses()
          .that()
          .resideOutsideOfPackage("subscriptionledger.operations")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.microprofile.config..");

  @ArchTest
  static final ArchRule httpIsKnownToItsFacesOnly =
      noClasses()
          .that()
          .resideInAnyPackage(
              "subscriptionledger.ledger", "subscriptionledger.store", "subscriptionledger.journal")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule noVendorsClassesButEclipseLinkInPersistenceXmlAndH2sFileSystem =
      noClasses()
          .that()
          .haveNameNotMatching(
              "subscriptionledger\\.store\\.(OrderedFiles|ChunkHeaders|EmbeddedH2)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.eclipse.persistence..",
              "org.h2..",
              "org.postgresql..",
              "org.jboss..",
              "org.wildfly..",
              "fish.payara..");

  /**
   * SQL, JSON and logs are no texts in the server's language: some write numbers in other digits.
   */
  @ArchTest
  static final ArchRule nothingDependsOnTheLanguageOfTheServer =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Format.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Formatter.class);

  @ArchTest
  static final ArchRule roomsHaveNoCircles =
      slices().matching("subscriptionledger.(*)..").should().beFreeOfCycles();

  private static ArchRule room(String room, String... maySee) {
    String[] others =
        Stream.of("ledger", "store", "journal", "callback", "query", "operations")
            .filter(other -> !other.equals(room))
            .filter(other -> !List.of(maySee).contains(other))
            .map(other -> "subscriptionledger." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("subscriptionledger." + room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
