package io.gradus.app.shared.web;

import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that Tomcat refuses before we see them, such as ones with a broken address, by a problem document. */
public final class TomcatProblems extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(TomcatProblems.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int code = response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(code) == null ? HttpStatus.BAD_REQUEST : HttpStatus.valueOf(code);
        ProblemDetail problem = Problems.of(status, Locale.ENGLISH);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            response.getReporter().write(new JsonMapper().writeValueAsString(problem));
        } catch (IOException e) {
            log.debug("the caller has gone", e);
        }
    }
}
