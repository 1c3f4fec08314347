package io.gradus.app.access.web;

import io.gradus.app.shared.ProblemDocuments;
import io.gradus.app.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What somebody hears who may not do this, or first has to sign in: programs a problem document, people a page. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String SIGN_IN = "/sign-in";

    static boolean isForPrograms(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/")
                || request.getRequestURI().startsWith("/actuator");
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        if (isForPrograms(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"gradus\"");
            answer(request, response, HttpStatus.UNAUTHORIZED, "unauthorized");
        } else {
            response.sendRedirect(SIGN_IN);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        boolean isNobody = SecurityContextHolder.getContext().getAuthentication() == null;
        if (isForPrograms(request) && isNobody) {
            commence(request, response, new InsufficientAuthenticationException("nobody"));
        } else if (isForPrograms(request)) {
            answer(request, response, HttpStatus.FORBIDDEN, cause instanceof CsrfException ? "csrf" : "forbidden");
        } else if (cause instanceof CsrfException) {
            // The session of the form has ended meanwhile.
            response.sendRedirect(SIGN_IN + "?ended");
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        String detail = Texts.in(request.getLocale()).format("http." + code);
        ProblemDocuments.answer(request, response, ProblemDocuments.of(status, code, detail));
    }
}
