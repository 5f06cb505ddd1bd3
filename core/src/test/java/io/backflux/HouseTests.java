package io.backflux;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.RowEncoder;
import io.backflux.wire.RowLines;
import io.backflux.wire.RowParser;
import io.backflux.wire.UnreadableCheckpoint;
import java.io.File;
import java.util.Set;
import java.util.stream.Stream;

/** What each room of core may know of. */
@AnalyzeClasses(packages = "io.backflux", importOptions = DoNotIncludeTests.class)
class HouseTests {

    private static final String FACE = "io.backflux";
    private static final String ERROR = "io.backflux.error";
    private static final String WIRE = "io.backflux.wire";
    private static final String PAGING = "io.backflux.paging";
    private static final String PARTITION = "io.backflux.partition";

    @ArchTest
    static final ArchRule coreKnowsOfNoReactorAndNoNetty = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "io.netty..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule coreKnowsOfTheJdkJacksonAndNullnessOnly = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "tools.jackson.core..", "org.jspecify..")
                    .or(resideInAnyPackage(FACE, ERROR, WIRE, PAGING, PARTITION)));

    @ArchTest
    static final ArchRule onlyTheFaceAndTheWireKnowOfJackson = noClasses()
            .that()
            .resideInAnyPackage(PAGING, PARTITION, ERROR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule coreOpensNoSocketAndNoFile = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net.http..", "java.nio.channels..", "java.nio.file..")
                    .or(describe(
                            "sockets and connections",
                            type -> type.getPackageName().equals("java.net")
                                    && (type.getName().contains("Socket")
                                            || type.getName().contains("Connection"))))
                    .or(describe("files", type -> type.isEquivalentTo(File.class))));

    @ArchTest
    static final ArchRule coreStartsNoThreadAndLocksNothing = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                    .or(resideInAPackage("java.util")
                            .and(describe("timers", type -> type.getSimpleName().startsWith("Timer"))))
                    .or(describe("threads", type -> type.isAssignableTo(Thread.class))))
            .because("what waits or runs beside is the adapter's");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Year.now");

    @ArchTest
    static final ArchRule coreLooksAtNoClock = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "it is a clock",
                    (JavaAccess<?> access) ->
                            CLOCKS.contains(access.getTargetOwner().getName() + "." + access.getName())
                                    || access.getTargetOwner().isAssignableTo(java.time.Clock.class)))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule coreThrowsNoDice = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because("the same values in are the same values out");

    @ArchTest
    static final ArchRule errorKnowsOfTheCheckpointOnly = noClasses()
            .that()
            .resideInAPackage(ERROR)
            .should()
            .dependOnClassesThat(resideInAPackage("io.backflux..")
                    .and(not(resideInAPackage(ERROR)))
                    .and(not(equivalentTo(Checkpoint.class))));

    @ArchTest
    static final ArchRule wireKnowsNothingOfPaging = noClasses()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PAGING, PARTITION);

    @ArchTest
    static final ArchRule pagingKnowsNothingOfPartition = noClasses()
            .that()
            .resideInAPackage(PAGING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PARTITION);

    @ArchTest
    static final ArchRule wireThrowsNoErrorOfTheTree = noClasses()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ERROR)
            .because("paging is the one place where codes turn into exceptions");

    @ArchTest
    static final ArchRule faceKnowsNothingOfPaging = noClasses()
            .that()
            .resideInAPackage(FACE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PAGING, PARTITION);

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private static final DescribedPredicate<JavaClass> WITH_JSON_OF_THEIR_OWN =
            belongToAnyOf(Backlink.class, Checkpoint.class, NdjsonReader.class, NdjsonWriter.class);

    private static final DescribedPredicate<JavaClass> THE_CODEC = belongToAnyOf(
            RowParser.class,
            RowEncoder.class,
            RowLines.class,
            CheckpointAccess.class,
            CheckpointContent.class,
            UnreadableCheckpoint.class);

    @ArchTest
    static final ArchRule noCircleOfPackagesButTwo = slices().assignedFrom(PACKAGES)
            .should()
            .beFreeOfCycles()
            .ignoreDependency(WITH_JSON_OF_THEIR_OWN, THE_CODEC)
            .ignoreDependency(resideInAPackage(ERROR), equivalentTo(Checkpoint.class))
            .because("a value that is asked for its JSON asks the codec, which makes such values; and an error has the"
                    + " checkpoint to resume from, while a text that is no checkpoint is an error of the same tree");

    private static final int MOST_MUTABLE_FIELDS = 12;

    @ArchTest
    static final ArchRule noTypeHasManyMutableFields = classes()
            .should(new ArchCondition<>("have at most " + MOST_MUTABLE_FIELDS + " mutable fields") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    long mutable = type.getFields().stream()
                            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                            .count();
                    events.add(new SimpleConditionEvent(
                            type, mutable <= MOST_MUTABLE_FIELDS, type.getName() + " has " + mutable));
                }
            });

    private static final DescribedPredicate<JavaClass> INSIDE = resideInAnyPackage(WIRE, PAGING, PARTITION);

    @ArchTest
    static final ArchRule nothingInsideShowsInPublicSignatures = classes()
            .that()
            .resideInAnyPackage(FACE, ERROR)
            .and()
            .arePublic()
            .should(new ArchCondition<>("show nothing of wire and paging to callers") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getAllMembers().stream()
                            .filter(HouseTests::isForCallers)
                            .filter(member -> shown(member).anyMatch(INSIDE))
                            .forEach(member ->
                                    events.add(SimpleConditionEvent.violated(member, member.getDescription())));
                    Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                            .filter(INSIDE)
                            .forEach(parent -> events.add(SimpleConditionEvent.violated(
                                    type, type.getDescription() + " is a " + parent.getName())));
                }
            });

    private static boolean isForCallers(JavaMember member) {
        return member.getOwner().getPackageName().startsWith(FACE)
                && (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }

    private static Stream<JavaClass> shown(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.concat(
                Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                unit.getExceptionTypes().stream());
    }
}
