package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.gradus.app.audit.PolicyHistory;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestClock;
import io.gradus.fixtures.TestService;
import io.gradus.proof.LedgerEntry;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.tables.ShippedPolicies;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Versions, approvals, releases and rollback on a real database, without HTTP and at a time that the tests set. */
class GovernanceTests {

    private static final Actor ANALYST = new Actor("ann", Set.of(Role.ANALYST), Set.of());
    private static final Actor APPROVER = new Actor("bob", Set.of(Role.APPROVER), Set.of());
    private static final Actor SECOND = new Actor("cem", Set.of(Role.APPROVER), Set.of("risk"));
    private static final Actor OPERATOR = new Actor("dee", Set.of(Role.OPERATOR), Set.of());

    @TempDir
    private static Path folder = Path.of(".");

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();
    private static PolicyVersions versions;
    private static Publishing publishing;
    private static PolicyCatalogue catalogue;
    private static CurrentRelease current;
    private static int limit = 1000;

    @BeforeAll
    static void start() {
        context = TestService.quiet(folder, "governance", TestClock.Configured.class);
        versions = context.getBean(PolicyVersions.class);
        publishing = context.getBean(Publishing.class);
        catalogue = context.getBean(PolicyCatalogue.class);
        current = context.getBean(CurrentRelease.class);
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    /** A workbook that nobody has handed in before. */
    private static WorkbookFixture tiers(String id) {
        limit++;
        return WorkbookFixture.over("spend12m")
                .row(">= 2000000", "HIGH")
                .row(">= " + limit, "MEDIUM")
                .row("", "LOW")
                .scenario("much", Map.of("spend12m", new java.math.BigDecimal("3000000")), "HIGH")
                .scenario("enough", Map.of("spend12m", new java.math.BigDecimal("100000")), "MEDIUM")
                .scenario("little", Map.of("spend12m", java.math.BigDecimal.ONE), "LOW")
                .set("Policy!C4", id);
    }

    private static PolicyVersion upload(String id, PolicySource source) {
        int base = catalogue.latest(id).map(PolicyVersion::number).orElse(0);
        return versions.upload(id, source, base, "a new limit", ANALYST);
    }

    private static PolicyVersion approved(String id) {
        PolicyVersion version = upload(id, tiers(id).source());
        versions.submit(id, version.number(), "please", "", ANALYST);
        return versions.approve(id, version.number(), version.sha256(), "looked at it", APPROVER);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("refusal." + code));
    }

    private static List<LedgerEntry> ledger() {
        List<LedgerEntry> entries = new ArrayList<>();
        Ledger ledger = context.getBean(Ledger.class);
        ledger.read(1, ledger.size(), entries::add);
        return entries;
    }

    private static void pass(Duration time) {
        context.getBean(TestClock.class).pass(time);
        publishing.publishDue();
    }

    private static Instant inHours(long hours) {
        return context.getBean(TestClock.class).instant().plus(hours, ChronoUnit.HOURS);
    }

    private static int liveVersion(String id) {
        return versionAt(id, context.getBean(TestClock.class).instant());
    }

    private static int versionAt(String id, Instant moment) {
        return Objects.requireNonNull(publishing.liveAt(moment).get(id)).version();
    }

    @Test
    void whatShipsIsVersionOneOfReleaseOne() {
        assertThat(catalogue.release(1).policies())
                .hasSize(ShippedPolicies.ids().size());
        assertThat(catalogue.release(1).actor()).isEqualTo("shipped");
        assertThat(catalogue.version("customer-value", 1).author()).isEqualTo("shipped");
        assertThat(ledger().get(0).type()).isEqualTo("policy.shipped");
    }

    @Test
    void aWorkbookGoesFromDraftToLiveByOtherEyes() {
        PolicyVersion draft = upload("from-draft", tiers("from-draft").source());
        assertThat(draft.stage()).isEqualTo(PolicyStage.DRAFT);
        assertThat(draft.examination().scenariosPassed()).isEqualTo(3);

        refused("stage", () -> versions.approve("from-draft", 1, draft.sha256(), "yes", APPROVER));
        refused("stage", () -> publishing.publish("from-draft", 1, "now", OPERATOR));
        refused("reason-missing", () -> versions.submit("from-draft", 1, " ", "", ANALYST));
        versions.submit("from-draft", 1, "please", "", SECOND);
        refused("own-version", () -> versions.approve("from-draft", 1, draft.sha256(), "yes", ANALYST));
        refused("own-version", () -> versions.approve("from-draft", 1, draft.sha256(), "yes", SECOND));
        refused("other-bytes", () -> versions.approve("from-draft", 1, "0".repeat(64), "yes", APPROVER));
        versions.approve("from-draft", 1, draft.sha256(), "looked at it", APPROVER);
        ReleaseRecord release = publishing.publish("from-draft", 1, "from today", OPERATOR);

        assertThat(catalogue.version("from-draft", 1).stage()).isEqualTo(PolicyStage.LIVE);
        assertThat(current.live().number()).isEqualTo(release.number());
        assertThat(current.policy("from-draft").hash()).isEqualTo(draft.sha256());
        assertThat(ledger().stream()
                        .filter(entry -> entry.subject().equals("from-draft/1"))
                        .map(entry -> entry.type() + " " + entry.actor() + " " + entry.reason()))
                .containsExactly(
                        "policy.uploaded ann a new limit",
                        "policy.submitted cem please",
                        "policy.approved bob looked at it");
    }

    @Test
    void theSameBytesAreTheVersionTheyAre() {
        PolicySource source = tiers("same-bytes").source();
        PolicyVersion first = upload("same-bytes", source);

        assertThat(versions.upload("same-bytes", source, 0, "once more", APPROVER))
                .isEqualTo(first);
        assertThat(catalogue.versions("same-bytes")).hasSize(1);
    }

    @Test
    void whoeverChangedAnOlderVersionIsTold() {
        upload("outdated", tiers("outdated").source());
        upload("outdated", tiers("outdated").source());

        assertThatThrownBy(() -> versions.upload("outdated", tiers("outdated").source(), 1, "mine", ANALYST))
                .isInstanceOfSatisfying(OutdatedBase.class, outdated -> {
                    assertThat(outdated.base()).isEqualTo(1);
                    assertThat(outdated.latest()).isEqualTo(2);
                });
        assertThat(catalogue.versions("outdated")).hasSize(2);
    }

    @Test
    void aWorkbookOfAnotherPolicyIsRefused() {
        refused("other-policy", () -> versions.upload("mine", tiers("yours").source(), 0, "x", ANALYST));
        refused("policy-id", () -> versions.upload("No Id", tiers("yours").source(), 0, "x", ANALYST));
    }

    @Test
    void errorsAndFailingScenariosAreNotSubmitted() {
        PolicyVersion wrong =
                upload("wrong", tiers("wrong").set("Rules!C11", "lots").source());
        PolicyVersion failing = upload(
                "failing", tiers("failing").scenario("none", Map.of(), "HIGH").source());

        assertThat(wrong.examination().errors()).isEqualTo(1);
        assertThat(failing.examination().scenariosFailed()).isEqualTo(1);
        refused("not-submittable", () -> versions.submit("wrong", 1, "please", "it is fine", ANALYST));
        refused("not-submittable", () -> versions.submit("failing", 1, "please", "it is fine", ANALYST));
        assertThat(versions.withdraw("wrong", 1, "will mend it", ANALYST).stage())
                .isEqualTo(PolicyStage.WITHDRAWN);
    }

    @Test
    void warningsAreAcceptedInWriting() {
        PolicySource source = tiers("warned").withoutSheet("Tests").source();
        upload("warned", source);

        refused("warnings", () -> versions.submit("warned", 1, "please", " ", ANALYST));
        PolicyVersion submitted = versions.submit("warned", 1, "please", "tests come next week", ANALYST);

        assertThat(submitted.acceptance()).isEqualTo("tests come next week");
        LedgerEntry entry = ledger().get(ledger().size() - 1);
        assertThat(String.valueOf(entry.payload().get("warnings"))).contains("TESTS_SHEET_MISSING");
    }

    @Test
    void aRuleAsksForTwoOrForAGroup() {
        PolicyVersion version = upload("ruled", tiers("ruled").source());
        versions.rule("ruled", new ApprovalRule(2, null), "it moves money", OPERATOR);
        versions.submit("ruled", 1, "please", "", ANALYST);

        assertThat(versions.approve("ruled", 1, version.sha256(), "yes", APPROVER)
                        .stage())
                .isEqualTo(PolicyStage.SUBMITTED);
        refused("approved-before", () -> versions.approve("ruled", 1, version.sha256(), "yes", APPROVER));
        versions.rule("ruled", new ApprovalRule(2, "risk"), "risk has to look", OPERATOR);
        Actor third = new Actor("eve", Set.of(Role.APPROVER), Set.of());
        refused("approver-group", () -> versions.approve("ruled", 1, version.sha256(), "yes", third));
        // What was approved under the other rule does not count for this one.
        assertThat(versions.approve("ruled", 1, version.sha256(), "yes", SECOND).stage())
                .isEqualTo(PolicyStage.SUBMITTED);
        Actor fourth = new Actor("fay", Set.of(Role.APPROVER), Set.of("risk"));
        assertThat(versions.approve("ruled", 1, version.sha256(), "yes", fourth).stage())
                .isEqualTo(PolicyStage.APPROVED);
        refused("approvers", () -> versions.rule("ruled", new ApprovalRule(3, null), "many", OPERATOR));
    }

    @Test
    void aScheduledVersionGoesLiveInTimeAndEndsInTime() {
        approved("season");
        publishing.publish("season", 1, "to begin with", OPERATOR);
        approved("season");
        refused("moment-past", () -> versions.schedule("season", 2, inHours(0), null, "x", OPERATOR));
        refused("moment-order", () -> versions.schedule("season", 2, inHours(2), inHours(1), "x", OPERATOR));
        versions.schedule("season", 2, inHours(2), inHours(4), "sale", OPERATOR);
        approved("season");
        refused("scheduled-twice", () -> versions.schedule("season", 3, inHours(3), null, "x", OPERATOR));

        assertThat(versionAt("season", inHours(1))).isEqualTo(1);
        assertThat(versionAt("season", inHours(3))).isEqualTo(2);
        assertThat(versionAt("season", inHours(5))).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(liveVersion("season")).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(liveVersion("season")).isEqualTo(2);
        assertThat(versionAt("season", inHours(3))).isEqualTo(1);
        refused("scheduled-twice", () -> versions.schedule("season", 3, inHours(1), null, "x", OPERATOR));
        pass(Duration.ofHours(2));
        assertThat(liveVersion("season")).isEqualTo(1);
        assertThat(catalogue.version("season", 2).stage()).isEqualTo(PolicyStage.RETIRED);
        pass(Duration.ofHours(9));
        assertThat(liveVersion("season")).isEqualTo(1);
    }

    @Test
    void anEarlierReleaseComesBackAsANewOne() {
        approved("back");
        int first = publishing.publish("back", 1, "first", OPERATOR).number();
        approved("back");
        int second = publishing.publish("back", 2, "second", OPERATOR).number();

        ReleaseRecord third = publishing.rollBack(first, "the second was wrong", OPERATOR);

        assertThat(third.number()).isGreaterThan(second);
        assertThat(third.rollbackTo()).isEqualTo(first);
        assertThat(third.policies()).isEqualTo(catalogue.release(first).policies());
        assertThat(catalogue.version("back", 1).stage()).isEqualTo(PolicyStage.LIVE);
        assertThat(catalogue.version("back", 2).stage()).isEqualTo(PolicyStage.RETIRED);
        refused("same-release", () -> publishing.rollBack(first, "again", OPERATOR));
        refused("no-release", () -> publishing.rollBack(9999, "x", OPERATOR));
        ReleaseComparison.PolicyChange change = context.getBean(ReleaseComparison.class)
                .compare(first, second, Locale.ENGLISH)
                .get(0);
        assertThat(change.policy()).isEqualTo("back");
        assertThat(Objects.requireNonNull(change.diff()).changes())
                .anySatisfy(cell -> assertThat(cell.message()).contains("spend12m"));
    }

    @Test
    void aReleaseThatDoesNotFitTogetherIsNotMade() {
        // A field that another policy computes already.
        PolicySource source = new PolicySource(
                "second-points.drl",
                ShippedPolicies.find("star-points").orElseThrow().bytes());
        PolicyVersion version = upload("second-points", source);
        int before = catalogue.current().orElseThrow().number();

        assertThat(version.examination().errors()).isPositive();
        refused("not-submittable", () -> versions.submit("second-points", 1, "please", "", ANALYST));
        assertThat(catalogue.current().orElseThrow().number()).isEqualTo(before);
    }

    /** What was approved alone may not fit what others published since. */
    @Test
    void whatDoesNotFitAnyMoreLeavesTheOldReleaseDeciding() {
        String drl = new String(
                ShippedPolicies.find("star-points").orElseThrow().bytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(drl).contains("starPoints");
        approved("still-deciding");
        int release = publishing.publish("still-deciding", 1, "first", OPERATOR).number();
        approved("still-deciding");
        versions.schedule("still-deciding", 2, inHours(1), null, "soon", OPERATOR);
        // Its bytes are gone.
        String hash = catalogue.version("still-deciding", 2).sha256();
        context.getBean(MongoDatabase.class).getCollection("workbooks").deleteOne(new org.bson.Document("_id", hash));
        forget();

        pass(Duration.ofHours(1));

        assertThat(catalogue.version("still-deciding", 2).stage()).isEqualTo(PolicyStage.APPROVED);
        assertThat(current.live().number()).isEqualTo(release);
        assertThat(ledger().get(ledger().size() - 1).type()).isEqualTo("policy.not-published");
        assertThat(ledger().get(ledger().size() - 1).reason()).contains(hash);
    }

    @Test
    void whatCannotEndGoesOnAndTheLedgerSaysWhy() {
        approved("endless");
        publishing.publish("endless", 1, "first", OPERATOR);
        approved("endless");
        versions.schedule("endless", 2, inHours(1), inHours(2), "for an hour", OPERATOR);
        pass(Duration.ofHours(1));
        String hash = catalogue.version("endless", 1).sha256();
        context.getBean(MongoDatabase.class).getCollection("workbooks").deleteOne(new org.bson.Document("_id", hash));
        forget();

        pass(Duration.ofHours(1));
        pass(Duration.ofHours(1));

        assertThat(liveVersion("endless")).isEqualTo(2);
        assertThat(catalogue.overdue()).extracting(PolicyVersion::name).containsExactly("endless/2");
        assertThat(ledger())
                .filteredOn(entry -> entry.type().equals("policy.not-ended"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.subject()).isEqualTo("endless/2");
                    assertThat(entry.reason()).contains(hash);
                });

        approved("endless");
        publishing.publish("endless", 3, "in its place", OPERATOR);
        assertThat(catalogue.overdue()).isEmpty();
    }

    @Test
    void theHistoryComparesWithTheLatestThatCanBeRead() {
        upload("retold", tiers("retold").source());
        upload("retold", tiers("retold").set("Rules!C11", "lots").source());
        upload("retold", tiers("retold").source());

        List<PolicyHistory.Event> history = context.getBean(PolicyHistory.class).of("retold", 0, 9, Locale.ENGLISH);

        assertThat(history).extracting(PolicyHistory.Event::version).containsExactly(1, 2, 3);
        assertThat(history.get(0).changes()).isEmpty();
        assertThat(history.get(1).changes()).isEmpty();
        assertThat(history.get(2).changes()).isNotEmpty();
        long second = history.get(1).sequence();
        assertThat(context.getBean(PolicyHistory.class).of("retold", second, 9, Locale.ENGLISH))
                .containsExactly(history.get(2));
    }

    @Test
    void aReleaseThatCannotDecideHereIsTriedAgain() {
        approved("retried");
        publishing.publish("retried", 1, "first", OPERATOR);
        PolicyVersion second = approved("retried");
        var workbooks = context.getBean(MongoDatabase.class).getCollection("workbooks");
        org.bson.Document bytes = workbooks.findOneAndDelete(new org.bson.Document("_id", second.sha256()));
        assertThat(bytes).isNotNull();
        forget();
        ReleaseRecord now = catalogue.current().orElseThrow();
        Map<String, ReleaseRecord.VersionRef> policies = new java.util.TreeMap<>(now.policies());
        policies.put("retried", new ReleaseRecord.VersionRef(2, second.sha256(), second.fileName()));

        // As a process does that has the bytes.
        context.getBean(Ledger.class)
                .enter(() -> ReleaseDrafts.published(now.number() + 1, policies, now.vocabulary(), 0, "dee", "mine"));
        current.follow();
        assertThat(current.failed()).isEqualTo(now.number() + 1);
        workbooks.insertOne(bytes);
        current.follow();
        assertThat(current.live().number()).isEqualTo(now.number());
        context.getBean(TestClock.class).pass(Duration.ofMinutes(1));
        current.follow();

        assertThat(current.live().number()).isEqualTo(now.number() + 1);
        assertThat(current.failed()).isZero();
    }

    private static void forget() {
        for (int i = 0; i < 65; i++) {
            context.getBean(ReleaseCompiler.class)
                    .compile(Map.of("x" + i, new ReleaseRecord.VersionRef(1, hashOf("visitor-class"), i + ".xlsx")));
        }
    }

    private static String hashOf(String policy) {
        return catalogue.version(policy, 1).sha256();
    }

    @Test
    void twoHundredPublishesLeaveNothingBehind() {
        publishNewVersions(80);
        int classes = loadedClasses();

        publishNewVersions(120);

        assertThat(loadedClasses()).isCloseTo(classes, Offset.offset(classes / 20));
    }

    private static void publishNewVersions(int times) {
        for (int i = 0; i < times; i++) {
            PolicyVersion version = approved("leak");
            publishing.publish("leak", version.number(), "cycle", OPERATOR);
        }
    }

    private static int loadedClasses() {
        System.gc();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    @Test
    void anotherProcessGoesOnWithTheRelease() {
        approved("followed");
        int release = publishing.publish("followed", 1, "first", OPERATOR).number();

        PolicyCatalogue told = new PolicyCatalogue();
        ledger().forEach(told::apply);

        assertThat(told.current().orElseThrow()).isEqualTo(catalogue.release(release));
        assertThat(told.versions("followed")).isEqualTo(catalogue.versions("followed"));
    }
}
