package io.gradus.app.access;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerBroken;
import io.gradus.app.ledger.LedgerDraft;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotAllowed;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Reasons;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The users: who may sign in, with which roles. Every change is an entry of the ledger, with actor and reason. */
@Component
public class Users {

    private final Ledger ledger;
    private final AccessFold fold;
    private final Credentials credentials;

    Users(Ledger ledger, AccessFold fold, Credentials credentials) {
        this.ledger = ledger;
        this.fold = fold;
        this.credentials = credentials;
    }

    /** @throws Refusal when the name is taken or none, the password is too short, or there is no role or reason */
    public User create(Actor by, String name, Set<Role> roles, Set<String> groups, Secret password, String reason) {
        return create(by, name, roles, groups, password, reason, () -> {});
    }

    /** @param condition refuses while the entry is worked out, knowing everything entered before it */
    User create(
            Actor by,
            String name,
            Set<Role> roles,
            Set<String> groups,
            Secret password,
            String reason,
            Runnable condition) {
        String why = Reasons.required(reason);
        Names.requireName(name);
        String credential = credentials.store(name, password);
        User user = new User(name, roles, groups, true, credential);
        requireWellFormed(user);
        try {
            ledger.enter(() -> {
                condition.run();
                if (fold.user(name).isPresent()) {
                    throw new Refusal("refusal.user-exists", name);
                }
                return new LedgerDraft(by.name(), AccessFold.USER_CREATED, name, why, AccessFold.payload(user));
            });
        } catch (Refusal e) {
            credentials.discard(credential);
            throw e;
        }
        return user;
    }

    private static void requireWellFormed(User user) {
        user.groups().forEach(Names::requireName);
        if (user.roles().isEmpty()) {
            throw new Refusal("refusal.no-role", user.name());
        }
    }

    /**
     * Changes roles or groups, disables or enables; from the next request on.
     *
     * @throws Refusal when nobody would be left to keep users
     */
    public User change(Actor by, String name, UserChange change, String reason) {
        String why = Reasons.required(reason);
        ledger.enter(() -> {
            User changed = get(name).with(change);
            requireWellFormed(changed);
            requireAnAdministrator(changed);
            return new LedgerDraft(by.name(), AccessFold.USER_CHANGED, name, why, AccessFold.payload(changed));
        });
        return get(name);
    }

    private void requireAnAdministrator(User changed) {
        boolean left = fold.users().stream()
                .map(user -> user.name().equals(changed.name()) ? changed : user)
                .anyMatch(User::isActiveAdministrator);
        if (!left) {
            throw new Refusal("refusal.last-administrator", changed.name());
        }
    }

    /**
     * Gives oneself another password.
     *
     * @throws NotAllowed when the present one is wrong, or missed too often
     */
    public void changeOwnPassword(Actor self, Secret present, Secret password) {
        String credential = get(self.name()).credential();
        if (!credentials.matches(credential, present)) {
            throw new NotAllowed("refusal.wrong-password");
        }
        setPassword(self, self.name(), password, "", user -> {
            if (!user.credential().equals(credential)) {
                // Somebody has given it another one meanwhile, so that is not the present one any more.
                throw new NotAllowed("refusal.wrong-password");
            }
        });
    }

    /** Gives somebody else another password; it ends a lock. */
    public void resetPassword(Actor by, String name, Secret password, String reason) {
        setPassword(by, name, password, Reasons.required(reason), user -> {});
    }

    private void setPassword(Actor by, String name, Secret password, String reason, Consumer<User> condition) {
        String credential = credentials.store(get(name).name(), password);
        AtomicReference<String> before = new AtomicReference<>(credential);
        try {
            ledger.enter(() -> {
                User user = get(name);
                condition.accept(user);
                before.set(user.credential());
                return new LedgerDraft(
                        by.name(), AccessFold.PASSWORD_CHANGED, name, reason, Map.of("credential", credential));
            });
        } catch (Refusal e) {
            credentials.discard(credential);
            throw e;
        }
        credentials.discard(Objects.requireNonNull(before.get()));
    }

    /** The user with this name and password; nobody when either is wrong, or the user is disabled or locked. */
    public Optional<User> signIn(String name, Secret password) {
        Optional<User> user = find(name).filter(User::enabled);
        boolean right = credentials.matches(user.map(User::credential).orElse(null), password);
        return right ? user : Optional.empty();
    }

    /** The user as of now, knowing what other processes entered. */
    public Optional<User> find(String name) {
        follow();
        return fold.user(name);
    }

    /** Reading goes on while somebody looks why the ledger is broken; nothing can be changed then. */
    void follow() {
        try {
            ledger.catchUp();
        } catch (LedgerBroken e) {
            return;
        }
    }

    /** @throws NotFound when there is no such user */
    public User get(String name) {
        return fold.user(name).orElseThrow(() -> new NotFound("refusal.no-user", name));
    }

    /** All users, by name. */
    public Collection<User> all() {
        follow();
        return fold.users();
    }

    /** The user, unless disabled or given another password since signing in with this one. */
    public Optional<User> stillSignedIn(String name, String credential) {
        return find(name).filter(user -> user.enabled() && user.credential().equals(credential));
    }
}
