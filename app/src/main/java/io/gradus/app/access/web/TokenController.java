package io.gradus.app.access.web;

import io.gradus.app.access.Token;
import io.gradus.app.access.Tokens;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own tokens. */
@RestController
@RequestMapping(path = "/api/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
class TokenController {

    private static final int USUAL_DAYS = 90;

    private final Tokens tokens;

    TokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A token as shown, without its secret. */
    record TokenView(String id, List<Role> roles, Instant createdAt, Instant expiresAt, String purpose) {
        static TokenView of(Token token) {
            return new TokenView(
                    token.id(),
                    token.roles().stream().sorted().toList(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.purpose());
        }
    }

    /** A token that was just made; its text is shown this once. */
    record IssuedView(String token, TokenView about) {
        static IssuedView of(Tokens.Issued issued) {
            return new IssuedView(issued.text().value(), TokenView.of(issued.token()));
        }

        @Override
        public String toString() {
            return about.toString();
        }
    }

    /**
     * What the token is for.
     *
     * @param roles of one's own, at least one
     * @param days until it expires; 90 when absent
     */
    record NewToken(
            @Nullable String purpose,
            @Nullable List<@Nullable String> roles,
            @Nullable Integer days) {}

    /** By people only. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<IssuedView> issue(@RequestBody NewToken wanted, Actor actor, Principal caller) {
        Caller.requirePerson(caller);
        Tokens.Issued issued = tokens.issue(
                actor,
                UserController.roles(wanted.roles()),
                Duration.ofDays(wanted.days() == null ? USUAL_DAYS : wanted.days()),
                wanted.purpose() == null ? "" : wanted.purpose());
        return ResponseEntity.created(URI.create("/api/tokens/" + issued.token().id()))
                .body(IssuedView.of(issued));
    }

    @GetMapping
    List<TokenView> own(Actor actor) {
        return tokens.of(actor.name()).stream().map(TokenView::of).toList();
    }

    /** Administrators end anybody's. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Actor actor) {
        tokens.revoke(actor, id);
    }
}
