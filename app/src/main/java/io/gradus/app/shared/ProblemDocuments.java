package io.gradus.app.shared;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** The problem documents (RFC 9457) of this product, each with a stable type. */
public final class ProblemDocuments {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private ProblemDocuments() {}

    /** @param code the last part of the type, such as {@code no-customer} */
    public static ProblemDetail of(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:gradus:problem:" + code));
        problem.setTitle(status.getReasonPhrase());
        return problem;
    }

    /** The problem that a refusal is. */
    public static ProblemDetail of(Refusal refusal, Locale locale) {
        return of(status(refusal), refusal.code().replace("refusal.", ""), refusal.message(locale));
    }

    private static HttpStatus status(Refusal refusal) {
        if (refusal instanceof NotFound) {
            return HttpStatus.NOT_FOUND;
        }
        if (refusal instanceof Conflict) {
            return HttpStatus.CONFLICT;
        }
        return refusal instanceof NotAllowed ? HttpStatus.FORBIDDEN : HttpStatus.BAD_REQUEST;
    }

    /** Answers by a problem where no controller has been asked. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
