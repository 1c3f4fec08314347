package io.gradus.app.access;

import io.gradus.app.ledger.LedgerFold;
import io.gradus.app.shared.Role;
import io.gradus.proof.LedgerEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The users and tokens that follow from the ledger. */
@Component
final class AccessFold implements LedgerFold {

    static final String USER_CREATED = "user.created";
    static final String USER_CHANGED = "user.changed";
    static final String PASSWORD_CHANGED = "user.password-changed";
    static final String TOKEN_CREATED = "token.created";
    static final String TOKEN_REVOKED = "token.revoked";

    private final Map<String, User> users = new TreeMap<>();
    private final Map<String, Token> tokens = new TreeMap<>();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        Map<String, Object> payload = entry.payload();
        switch (entry.type()) {
            case USER_CREATED, USER_CHANGED -> put(user(entry.subject(), payload));
            case PASSWORD_CHANGED ->
                users.computeIfPresent(
                        entry.subject(), (name, user) -> user.withCredential(text(payload, "credential")));
            case TOKEN_CREATED -> tokens.put(entry.subject(), token(entry));
            case TOKEN_REVOKED -> tokens.remove(entry.subject());
            default -> {
                // An entry about something else.
            }
        }
    }

    /** Whoever is disabled has no tokens any more, should somebody enable them again. */
    private void put(User user) {
        users.put(user.name(), user);
        if (!user.enabled()) {
            tokens.values().removeIf(token -> token.user().equals(user.name()));
        }
    }

    static Map<String, Object> payload(User user) {
        return Map.of(
                "roles",
                names(user.roles()),
                "groups",
                List.copyOf(new TreeSet<>(user.groups())),
                "enabled",
                user.enabled(),
                "credential",
                user.credential());
    }

    private static User user(String name, Map<String, Object> payload) {
        return new User(
                name,
                roles(payload),
                Set.copyOf(texts(payload.get("groups"))),
                Boolean.TRUE.equals(payload.get("enabled")),
                text(payload, "credential"));
    }

    static Map<String, Object> payload(Token token) {
        return Map.of(
                "user",
                token.user(),
                "roles",
                names(token.roles()),
                "expiresAt",
                token.expiresAt().toString());
    }

    private static Token token(LedgerEntry entry) {
        Map<String, Object> payload = entry.payload();
        return new Token(
                entry.subject(),
                text(payload, "user"),
                roles(payload),
                entry.at(),
                Instant.parse(text(payload, "expiresAt")),
                entry.reason());
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toList();
    }

    private static Set<Role> roles(Map<String, Object> payload) {
        return texts(payload.get("roles")).stream().map(Role::valueOf).collect(Collectors.toSet());
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<String, Object> payload, String name) {
        return String.valueOf(payload.get(name));
    }

    synchronized Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    synchronized Collection<User> users() {
        return List.copyOf(users.values());
    }

    synchronized Optional<Token> token(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    synchronized Collection<Token> tokens() {
        return List.copyOf(tokens.values());
    }
}
