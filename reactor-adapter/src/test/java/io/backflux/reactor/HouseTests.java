package io.backflux.reactor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
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

/** What each room of the adapter may know of. */
@AnalyzeClasses(packages = "io.backflux.reactor", importOptions = DoNotIncludeTests.class)
class HouseTests {

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.backflux.reactor")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    @ArchTest
    static final ArchRule noCircleOfPackages =
            slices().assignedFrom(PACKAGES).should().beFreeOfCycles();

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

    @ArchTest
    static final ArchRule transportKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAPackage("io.backflux.reactor.transport")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.backflux.reactor", "io.backflux.reactor.quota");
}
