package io.gradus.app.access;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerDraft;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Reasons;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** The tokens of programs: each acts for a user, with no more roles than the user has, until it expires or is revoked. */
@Component
public class Tokens {

    private static final Pattern FORM = Pattern.compile("gradus_([0-9a-f]{24})_([0-9a-f]{64})");
    private static final int SECRET_BYTES = 32;

    private final MongoCollection<Document> hashes;
    private final Ledger ledger;
    private final AccessFold fold;
    private final Users users;
    private final AccessSettings settings;
    private final Clock clock;

    Tokens(MongoDatabase database, Ledger ledger, AccessFold fold, Users users, AccessSettings settings, Clock clock) {
        this.hashes = database.getCollection("tokens");
        this.ledger = ledger;
        this.fold = fold;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    /** A token that was just made; this is the only time that its text is known. */
    public record Issued(Token token, Secret text) {}

    /**
     * Makes a token for oneself.
     *
     * @param roles of one's own, at least one
     * @param purpose what it is for
     */
    public Issued issue(Actor self, Set<Role> roles, Duration life, String purpose) {
        String why = Reasons.required(purpose);
        requireLife(life);
        requireHeld(users.get(self.name()), roles);
        String id = Secret.random(12).value();
        Secret secret = Secret.random(SECRET_BYTES);
        hashes.insertOne(new Document("_id", id).append("sha256", sha256(secret.value())));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Token token = new Token(id, self.name(), roles, now, now.plus(life), why);
        ledger.enter(() -> {
            requireHeld(users.get(self.name()), roles);
            return new LedgerDraft(self.name(), AccessFold.TOKEN_CREATED, id, why, AccessFold.payload(token));
        });
        return new Issued(token, new Secret("gradus_" + id + "_" + secret.value()));
    }

    private void requireLife(Duration life) {
        if (life.isNegative() || life.isZero() || life.compareTo(settings.longestToken()) > 0) {
            throw new Refusal(
                    "refusal.token-days", life.toDays(), settings.longestToken().toDays());
        }
    }

    private static void requireHeld(User user, Set<Role> roles) {
        if (roles.isEmpty() || !user.enabled() || !user.roles().containsAll(roles)) {
            throw new Refusal("refusal.token-roles", roles, user.roles());
        }
    }

    /**
     * Ends a token at once: one's own, or as an administrator anybody's.
     *
     * @throws NotFound when there is no such token
     */
    public void revoke(Actor by, String id) {
        ledger.enter(() -> {
            Token token = fold.token(id)
                    .filter(known ->
                            known.user().equals(by.name()) || by.roles().contains(Role.ADMINISTRATOR))
                    .orElseThrow(() -> new NotFound("refusal.no-token", id));
            return new LedgerDraft(by.name(), AccessFold.TOKEN_REVOKED, id, "", Map.of("user", token.user()));
        });
        hashes.deleteOne(Filters.eq("_id", id));
    }

    /** Whoever calls with this text: the user, with the roles that both the token and the user have. */
    public Optional<Actor> actor(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Document hash = hashes.find(Filters.eq("_id", form.group(1))).first();
        if (hash == null || !isEqual(hash.getString("sha256"), sha256(form.group(2)))) {
            return Optional.empty();
        }
        users.follow();
        return fold.token(form.group(1))
                .filter(token -> clock.instant().isBefore(token.expiresAt()))
                .flatMap(token ->
                        fold.user(token.user()).filter(User::enabled).flatMap(user -> limited(user, token.roles())));
    }

    private static Optional<Actor> limited(User user, Set<Role> roles) {
        Set<Role> both = new HashSet<>(user.roles());
        both.retainAll(roles);
        return both.isEmpty() ? Optional.empty() : Optional.of(new Actor(user.name(), both, user.groups()));
    }

    /** A user's tokens that are not revoked, the expired ones too. */
    public List<Token> of(String user) {
        users.follow();
        return fold.tokens().stream().filter(token -> token.user().equals(user)).toList();
    }

    private static boolean isEqual(String left, String right) {
        return MessageDigest.isEqual(
                left.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
