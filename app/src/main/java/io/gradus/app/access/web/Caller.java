package io.gradus.app.access.web;

import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** Whoever makes a request, with the roles that count at this moment. */
final class Caller extends AbstractAuthenticationToken {

    /** The request's attribute with the {@link Actor}, which the pages read too. */
    private static final String ATTRIBUTE = "actor";

    private final Actor actor;
    private final boolean isProgram;

    /** @param isProgram whether it came with a token */
    Caller(Actor actor, boolean isProgram) {
        super(AuthorityUtils.createAuthorityList(
                actor.roles().stream().map(role -> "ROLE_" + role.name()).toList()));
        this.actor = actor;
        this.isProgram = isProgram;
        setAuthenticated(true);
    }

    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, actor);
    }

    /** Who makes this request, when somebody signed in does. */
    static Optional<Actor> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Actor actor ? Optional.of(actor) : Optional.empty();
    }

    /** @throws NotAllowed for a program: a token that could make tokens would outlive its own end */
    static void requirePerson(Principal caller) {
        if (!(caller instanceof Caller known) || known.isProgram) {
            throw new NotAllowed("refusal.token-by-token");
        }
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    @Override
    public String getName() {
        return actor.name();
    }
}
