package io.gradus.app.access.web;

import com.mongodb.MongoException;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.User;
import io.gradus.app.access.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who calls: by a token, or else by the session. Roles are read anew for each request, so a change counts at once, and a
 * session ends when its user is disabled or has another password.
 */
final class CallerFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(CallerFilter.class);
    private static final String BEARER = "Bearer ";

    private final Users users;
    private final Tokens tokens;

    CallerFilter(Users users, Tokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    /** Whether the request names its own token, which no other site can make a browser do. */
    static boolean hasToken(HttpServletRequest request) {
        return bearer(request) != null;
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean isToken = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isToken ? header.substring(BEARER.length()).strip() : null;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/webjars/") || path.equals("/gradus.css") || path.equals("/favicon.svg");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws IOException, ServletException {
        Optional<Caller> caller;
        try {
            caller = caller(request);
        } catch (MongoException e) {
            log.error("{}, code {}", e.getClass().getSimpleName(), e.getCode());
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        SecurityContextHolder.setContext(caller.map(SecurityContextImpl::new).orElseGet(SecurityContextImpl::new));
        caller.ifPresent(known -> known.enter(request));
        rest.doFilter(request, response);
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String token = bearer(request);
        return token == null ? bySession(request) : tokens.actor(token).map(actor -> new Caller(actor, true));
    }

    private Optional<Caller> bySession(HttpServletRequest request) {
        Authentication remembered = SecurityContextHolder.getContext().getAuthentication();
        if (remembered == null || !(remembered.getPrincipal() instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        Optional<User> user = users.stillSignedIn(signedIn.name(), signedIn.credential());
        HttpSession session = request.getSession(false);
        if (user.isEmpty() && session != null) {
            session.invalidate();
        }
        return user.map(present -> new Caller(present.actor(), false));
    }
}
