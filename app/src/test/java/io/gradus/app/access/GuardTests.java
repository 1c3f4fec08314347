package io.gradus.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotAllowed;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Sign-in, lock-out, tokens and the first start, in one process or in two on the same database. */
class GuardTests {

    private static final Secret PASSWORD = new Secret("a dozen and more");
    private static final Secret WRONG = new Secret("another one");
    private static final Actor ADMIN = new Actor("admin", Set.of(Role.ADMINISTRATOR), Set.of());
    private static final Set<Role> BOTH = Set.of(Role.ANALYST, Role.OPERATOR);

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final List<AnnotationConfigApplicationContext> processes = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private MongoClient client = MongoClients.create("mongodb://127.0.0.1:1");

    @BeforeEach
    void start() {
        client.close();
        client = MongoClients.create(
                System.getenv().getOrDefault("GRADUS_TEST_MONGODB_URI", "mongodb:/" + server.bind()));
    }

    @AfterEach
    void stop() {
        processes.forEach(AnnotationConfigApplicationContext::close);
        database().drop();
        client.close();
        server.shutdownNow();
    }

    private MongoDatabase database() {
        return client.getDatabase("gradus-guard-" + ProcessHandle.current().pid());
    }

    private AnnotationConfigApplicationContext process() {
        AnnotationConfigApplicationContext process = new AnnotationConfigApplicationContext();
        process.registerBean(MongoDatabase.class, this::database);
        process.registerBean(Clock.class, () -> clock);
        process.registerBean(
                AccessSettings.class, () -> new AccessSettings(5, Duration.ofMinutes(15), Duration.ofDays(366)));
        process.register(
                Ledger.class, AccessFold.class, Credentials.class, Users.class, Tokens.class, FirstStart.class);
        process.refresh();
        processes.add(process);
        return process;
    }

    private static Users users(AnnotationConfigApplicationContext process) {
        return process.getBean(Users.class);
    }

    private static void create(AnnotationConfigApplicationContext process, String name, Set<Role> roles) {
        users(process).create(ADMIN, name, roles, Set.of(), PASSWORD, "test");
    }

    private static boolean signsIn(AnnotationConfigApplicationContext process, Secret password) {
        return users(process).signIn("ada", password).isPresent();
    }

    @Test
    void fiveFailuresInARowLockForAWhileInEveryProcess() {
        AnnotationConfigApplicationContext one = process();
        AnnotationConfigApplicationContext other = process();
        create(one, "ada", BOTH);

        for (int i = 0; i < 4; i++) {
            assertThat(signsIn(i % 2 == 0 ? one : other, WRONG)).isFalse();
        }
        assertThat(signsIn(other, PASSWORD)).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(signsIn(i % 2 == 0 ? one : other, WRONG)).isFalse();
        }
        assertThat(signsIn(one, PASSWORD)).isFalse();
        assertThat(signsIn(other, PASSWORD)).isFalse();
        clock.pass(Duration.ofMinutes(14));
        assertThat(signsIn(one, PASSWORD)).isFalse();
        clock.pass(Duration.ofMinutes(1));
        assertThat(signsIn(one, WRONG)).isFalse();
        assertThat(signsIn(other, PASSWORD)).isTrue();
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanFive() throws Exception {
        AnnotationConfigApplicationContext one = process();
        create(one, "ada", BOTH);
        ExecutorService guessers = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> guesses = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            guesses.add(() -> signsIn(one, WRONG));
        }

        for (Future<Boolean> guess : guessers.invokeAll(guesses)) {
            assertThat(guess.get()).isFalse();
        }
        guessers.shutdown();

        assertThat(signsIn(one, PASSWORD)).isFalse();
        clock.pass(Duration.ofMinutes(15));
        assertThat(signsIn(one, PASSWORD)).isTrue();
    }

    @Test
    void theRightPasswordManyTimesAtOnceLocksNobodyOut() throws Exception {
        AnnotationConfigApplicationContext one = process();
        create(one, "ada", BOTH);
        ExecutorService programs = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> signIns = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            signIns.add(() -> signsIn(one, PASSWORD));
        }

        int let = 0;
        for (Future<Boolean> signIn : programs.invokeAll(signIns)) {
            let += signIn.get() ? 1 : 0;
        }
        programs.shutdown();

        assertThat(let).isPositive();
        assertThat(signsIn(one, PASSWORD)).isTrue();
    }

    @Test
    void ofManyChangesFromOnePasswordOneCounts() throws Exception {
        AnnotationConfigApplicationContext one = process();
        create(one, "ada", BOTH);
        Actor ada = users(one).get("ada").actor();
        ExecutorService programs = Executors.newFixedThreadPool(4);
        List<Callable<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Secret next = new Secret("the next password " + i);
            changes.add(() -> {
                try {
                    users(one).changeOwnPassword(ada, PASSWORD, next);
                    return true;
                } catch (NotAllowed e) {
                    return false;
                }
            });
        }

        int changed = 0;
        for (Future<Boolean> change : programs.invokeAll(changes)) {
            changed += change.get() ? 1 : 0;
        }
        programs.shutdown();

        assertThat(changed).isEqualTo(1);
        assertThat(one.getBean(MongoDatabase.class)
                        .getCollection(Credentials.COLLECTION)
                        .countDocuments(Filters.eq("user", "ada")))
                .isEqualTo(1);
    }

    @Test
    void aTokenIsForNoMoreThanItsRolesAndThoseItsUserStillHas() {
        AnnotationConfigApplicationContext one = process();
        create(one, "boss", Set.of(Role.ADMINISTRATOR));
        create(one, "ada", BOTH);
        Actor ada = users(one).get("ada").actor();
        Tokens tokens = one.getBean(Tokens.class);

        String all = tokens.issue(ada, BOTH, Duration.ofDays(1), "all").text().value();
        Tokens.Issued operating = tokens.issue(ada, Set.of(Role.OPERATOR), Duration.ofDays(2), "runs");
        String runs = operating.text().value();

        Tokens elsewhere = process().getBean(Tokens.class);
        assertThat(elsewhere.actor(all).map(Actor::roles)).contains(BOTH);
        assertThat(elsewhere.actor(runs).map(Actor::roles)).contains(Set.of(Role.OPERATOR));
        users(one).change(ADMIN, "ada", new UserChange(Set.of(Role.ANALYST), null, null), "test");
        assertThat(elsewhere.actor(all).map(Actor::roles)).contains(Set.of(Role.ANALYST));
        assertThat(elsewhere.actor(runs)).isEmpty();
        users(one).change(ADMIN, "ada", new UserChange(BOTH, null, null), "test");
        clock.pass(Duration.ofDays(1));
        assertThat(elsewhere.actor(all)).isEmpty();
        assertThat(elsewhere.actor(runs)).isPresent();
        assertThatThrownBy(() -> elsewhere.revoke(
                        new Actor("eve", BOTH, Set.of()), operating.token().id()))
                .isInstanceOf(NotFound.class);
        elsewhere.revoke(ada, operating.token().id());
        assertThat(tokens.actor(runs)).isEmpty();
        assertThat(tokens.of("ada")).hasSize(1);
        assertThatThrownBy(() -> tokens.issue(ada, Set.of(Role.AUDITOR), Duration.ofDays(1), "more"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> tokens.issue(ada, BOTH, Duration.ofDays(367), "forever"))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void anotherSecretUnderTheSameIdOpensNothing() {
        AnnotationConfigApplicationContext one = process();
        create(one, "ada", BOTH);
        Tokens tokens = one.getBean(Tokens.class);
        String token = tokens.issue(users(one).get("ada").actor(), BOTH, Duration.ofDays(1), "all")
                .text()
                .value();
        String forged = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");

        assertThat(tokens.actor(token)).isPresent();
        for (String wrong : List.of(forged, "", "gradus_", token + "0", token.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(tokens.actor(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void somebodyIsAlwaysLeftToKeepUsers() {
        AnnotationConfigApplicationContext one = process();
        create(one, "boss", Set.of(Role.ADMINISTRATOR));
        create(one, "other", Set.of(Role.ADMINISTRATOR, Role.AUDITOR));

        users(one).change(ADMIN, "boss", new UserChange(null, null, false), "left");

        assertThatThrownBy(() ->
                        users(one).change(ADMIN, "other", new UserChange(Set.of(Role.AUDITOR), null, null), "less"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> users(one).change(ADMIN, "other", new UserChange(null, null, false), "left"))
                .isInstanceOf(Refusal.class);
        assertThat(users(one).signIn("boss", PASSWORD)).isEmpty();
        users(one).change(ADMIN, "other", new UserChange(null, Set.of("risk"), null), "moved");
        assertThat(users(one).get("other").groups()).containsExactly("risk");
        assertThatThrownBy(() -> users(one).change(ADMIN, "other", new UserChange(null, null, true), " "))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void twoProcessesThatStartAtOnceMakeOneAdministrator() throws Exception {
        ExecutorService starting = Executors.newFixedThreadPool(4);
        List<Callable<Optional<Secret>>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FirstStart start = process().getBean(FirstStart.class);
            starts.add(() -> start.administrator(null));
        }
        List<Secret> drawn = new ArrayList<>();
        for (Future<Optional<Secret>> start : starting.invokeAll(starts)) {
            start.get().ifPresent(drawn::add);
        }
        starting.shutdown();

        assertThat(drawn).hasSize(1);
        Users users = users(process());
        assertThat(users.all()).hasSize(1);
        assertThat(users.signIn("admin", drawn.get(0))).isPresent();
        assertThat(database().getCollection(Credentials.COLLECTION).countDocuments())
                .isEqualTo(1);
        assertThat(drawn.get(0)).hasToString("•••");
    }

    @Test
    void theFirstPasswordMayBeGivenAndMustBeLongEnough() {
        FirstStart start = process().getBean(FirstStart.class);

        assertThatThrownBy(() -> start.administrator("short")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> start.administrator("é".repeat(37))).isInstanceOf(Refusal.class);
        assertThat(start.administrator(PASSWORD.value())).isEmpty();
        assertThat(start.administrator("and one more, too late")).isEmpty();
        assertThat(users(process()).signIn("admin", PASSWORD)).isPresent();
    }

    @Test
    void aDemoHasAUserForEachRoleAndNewPasswordsEachTime() {
        AnnotationConfigApplicationContext one = process();
        Secret first = Objects.requireNonNull(
                one.getBean(FirstStart.class).oneUserPerRole().get("auditor"));
        Secret second = Objects.requireNonNull(
                process().getBean(FirstStart.class).oneUserPerRole().get("auditor"));

        assertThat(users(one).all().stream().map(User::name))
                .containsExactly("admin", "analyst", "approver", "auditor", "operator");
        assertThat(users(one).signIn("auditor", first)).isEmpty();
        assertThat(users(one).signIn("auditor", second)).isPresent();
    }
}
