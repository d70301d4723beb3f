package io.jenkins.plugins.codepipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.Test;

/** Arrows go one way. */
public class LayersTest {

    private static final String ROOT = "io.jenkins.plugins.codepipeline.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jenkins.plugins.codepipeline");

    @Test
    public void theCoreKnowsNothingOfJenkins() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "core..")
                // Generated in the same way in every Jenkins plugin, and marked there as not for others' use.
                .and()
                .doNotHaveSimpleName("Messages")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..")
                .check(CLASSES);
    }

    @Test
    public void eachLayerUsesOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("request").definedBy(ROOT + "core.request..")
                .layer("client").definedBy(ROOT + "core.client..")
                .layer("config").definedBy(ROOT + "config..")
                .layer("job").definedBy(ROOT + "job..")
                .layer("result").definedBy(ROOT + "result..")
                .layer("step").definedBy(ROOT + "step..")
                .layer("freestyle").definedBy(ROOT + "freestyle..")
                .layer("trigger").definedBy(ROOT + "trigger..")
                .whereLayer("trigger").mayNotBeAccessedByAnyLayer()
                .whereLayer("freestyle").mayOnlyBeAccessedByLayers("trigger")
                .whereLayer("step").mayOnlyBeAccessedByLayers("freestyle")
                .whereLayer("result").mayOnlyBeAccessedByLayers("step", "freestyle", "trigger")
                .whereLayer("job").mayOnlyBeAccessedByLayers("result", "step", "trigger")
                .whereLayer("config").mayOnlyBeAccessedByLayers("job", "result", "step", "freestyle", "trigger")
                .whereLayer("client").mayOnlyBeAccessedByLayers("config", "job", "result", "step", "trigger")
                .whereLayer("request")
                .mayOnlyBeAccessedByLayers("client", "config", "job", "result", "step", "freestyle", "trigger")
                .ensureAllClassesAreContainedInArchitecture()
                .check(CLASSES);
    }
}
