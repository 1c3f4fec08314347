package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.gradus.app.GradusApplication;
import io.gradus.app.audit.Reevaluation;
import io.gradus.app.audit.Verification;
import io.gradus.app.audit.VerificationProgress;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Imports;
import io.gradus.app.run.Run;
import io.gradus.app.run.RunState;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A deployment whose vocabulary knows one customer type more, until it goes back to the one that ships. */
class VocabularyChangeTests {

    private static final Actor ANALYST = new Actor("ann", Set.of(Role.ANALYST), Set.of());
    private static final Actor APPROVER = new Actor("bob", Set.of(Role.APPROVER), Set.of());
    private static final Actor OPERATOR = new Actor("dee", Set.of(Role.OPERATOR), Set.of());

    @TempDir
    private Path folder = Path.of(".");

    private ConfigurableApplicationContext start(String uri, String... more) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("--gradus.mongodb.uri=" + uri, "--gradus.mongodb.data=" + folder),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(GradusApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(all);
    }

    private static byte[] withPartners() {
        String shipped = new String(WorkbookFixture.VOCABULARY.yaml(), StandardCharsets.UTF_8);
        String own = shipped.replace("[ENTERPRISE, SMB, CONSUMER]", "[ENTERPRISE, SMB, CONSUMER, PARTNER]");
        assertThat(own).isNotEqualTo(shipped);
        return own.getBytes(StandardCharsets.UTF_8);
    }

    private static void publish(ConfigurableApplicationContext context) {
        PolicySource partners = WorkbookFixture.over("type")
                .row("PARTNER", "HIGH")
                .row("SMB", "MEDIUM")
                .row("", "LOW")
                .scenario("partner", Map.of("type", "PARTNER"), "HIGH")
                .scenario("small", Map.of("type", "SMB"), "MEDIUM")
                .scenario("other", Map.of(), "LOW")
                .set("Policy!C4", "partners")
                .source();
        PolicyVersions versions = context.getBean(PolicyVersions.class);
        versions.upload("partners", partners, 0, "new", ANALYST);
        versions.submit("partners", 1, "please", "", ANALYST);
        versions.approve("partners", 1, partners.hash(), "yes", APPROVER);
        context.getBean(Publishing.class).publish("partners", 1, "now", OPERATOR);
    }

    private static String run(ConfigurableApplicationContext context) {
        Runs runs = context.getBean(Runs.class);
        String run = runs.start(List.of("partners"), LocalDate.of(2026, 6, 30), OPERATOR)
                .id();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> runs.find(run).map(Run::state).orElseThrow() == RunState.FINISHED);
        return run;
    }

    @Test
    void decisionsAreSaidAgainUnderTheVocabularyThatTheyWereMadeUnder() throws IOException {
        Path own = Files.write(folder.resolve("own.yaml"), withPartners());
        MongoServer server = new MongoServer(new MemoryBackend());
        String uri = "mongodb:/" + server.bind() + "/gradus";
        try {
            String run;
            try (ConfigurableApplicationContext context = start(uri, "--gradus.policy.vocabulary=" + own)) {
                context.getBean(Imports.class)
                        .save(List.of(new CustomerRecord("c1", Map.of("type", "PARTNER"))), List.of());
                publish(context);
                run = run(context);
                context.getBean(Publishing.class).rollBack(1, "partners left", OPERATOR);
            }
            try (ConfigurableApplicationContext context = start(uri)) {
                Vocabulary now = context.getBean(Vocabulary.class);
                ReleaseRecord release =
                        context.getBean(PolicyCatalogue.class).current().orElseThrow();
                assertThat(release.number()).isEqualTo(4);
                assertThat(release.vocabulary()).isEqualTo(now.hash());
                ArchivedPolicies archived = context.getBean(ArchivedPolicies.class);
                assertThat(archived.vocabulary(2).bytes()).isEqualTo(withPartners());
                assertThat(archived.vocabulary(4).bytes()).isEqualTo(now.yaml());

                Reevaluation.Comparison again =
                        context.getBean(Reevaluation.class).again(run + "/partners/c1");
                assertThat(again.isEqual()).as(again.toString()).isTrue();
                assertThat(again.outcome()).isEqualTo("HIGH");
                // What this process would read otherwise it does not decide by.
                assertThat(context.getBean(CurrentRelease.class).at(2)).isEmpty();
                assertThat(context.getBean(CurrentRelease.class).at(4)).isPresent();
                assertThat(verify(context).isGood()).isTrue();
                context.getBean(com.mongodb.client.MongoDatabase.class)
                        .getCollection("workbooks")
                        .deleteOne(new org.bson.Document(
                                "_id", archived.vocabulary(2).hash()));
                assertThat(verify(context).workbookFaults()).hasSize(1);
            }
        } finally {
            server.shutdownNow();
        }
    }

    private static Verification.Result verify(ConfigurableApplicationContext context) {
        return context.getBean(Verification.class).verify(List.of(), List.of(), VerificationProgress.NONE);
    }
}
