package subscriptionledger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms and what they may see, as their descriptions say. */
@AnalyzeClasses(
    packages = "subscriptionledger",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeSimulator.class
    })
class ArchitectureTest {
  private static final String ROOT = "subscriptionledger.";
  private static final String SIMULATOR = ROOT + "simulator";

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

  private static final Set<String> FEATURES =
      Set.of("entries", "states", "statistics", "quarantine", "retention", "relay");

  /** Each room, and the rooms that it may see. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("ledger", Set.of()),
          Map.entry("store", Set.of("ledger")),
          Map.entry("journal", Set.of("ledger", "store")),
          Map.entry("feed", Set.of("ledger", "store")),
          Map.entry("callback", Set.of("ledger", "journal")),
          Map.entry("http", Set.of("ledger", "store", "feed")),
          Map.entry("entries", Set.of("ledger", "store", "feed", "http")),
          Map.entry("states", Set.of("ledger", "store", "feed", "http", "entries")),
          Map.entry("statistics", Set.of("ledger", "store", "feed", "http")),
          Map.entry("quarantine", Set.of("ledger", "store", "feed", "http", "journal", "callback")),
          Map.entry("retention", Set.of("ledger", "store", "feed")),
          Map.entry("relay", Set.of("ledger", "store", "feed", "http", "entries")),
          Map.entry("api", and(FEATURES, "feed", "http")),
          Map.entry(
              "operations",
              and(FEATURES, "ledger", "store", "journal", "feed", "callback", "http", "api")));

  @ArchTest
  static void eachRoomSeesOnlyWhatTheMapAllows(JavaClasses classes) {
    for (JavaClass type : classes) {
      String room = room(type);
      assertThat(ROOMS.keySet()).as("the room of %s is on the map", type.getName()).contains(room);
      Set<String> maySee = and(ROOMS.getOrDefault(room, Set.of()), room);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass seen = dependency.getTargetClass().getBaseComponentType();
        if (seen.getPackageName().startsWith(ROOT)) {
          assertThat(maySee).as(dependency.getDescription()).contains(room(seen));
        }
      }
    }
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName().substring(ROOT.length());
    int inner = name.indexOf('.');
    return inner < 0 ? name : name.substring(0, inner);
  }

  private static Set<String> and(Set<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others)).collect(Collectors.toSet());
  }

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
              "subscriptionledger.ledger",
              "subscriptionledger.store",
              "subscriptionledger.journal",
              "subscriptionledger.feed")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule noVendorsClassesButEclipseLinkInPersistenceXmlAndH2sFileSystem =
      noClasses()
          .that()
          .haveNameNotMatching(
              "subscriptionledger\\.store\\.(OrderedFiles?|ChunkHeaders|EmbeddedH2)(\\$.*)?")
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
}
