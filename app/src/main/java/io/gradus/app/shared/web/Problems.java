package io.gradus.app.shared.web;

import com.mongodb.MongoException;
import io.gradus.app.shared.ProblemDocuments;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import jakarta.servlet.MultipartConfigElement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Turns everything that goes wrong over HTTP into a problem document (RFC 9457) with a stable type. */
@RestControllerAdvice(annotations = RestController.class)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final long MEGABYTE = 1024 * 1024;

    private final MultipartConfigElement uploads;

    Problems(MultipartConfigElement uploads) {
        this.uploads = uploads;
    }

    @ExceptionHandler
    ProblemDetail refused(Refusal refusal, Locale locale) {
        return ProblemDocuments.of(refusal, locale);
    }

    @ExceptionHandler
    ProblemDetail databaseDown(MongoException exception, Locale locale) {
        // Not its message, which may hold personal values.
        log.error("{}, code {}", exception.getClass().getSimpleName(), exception.getCode());
        String detail = Texts.in(locale).format("refusal.mongodb-down");
        return ProblemDocuments.of(HttpStatus.SERVICE_UNAVAILABLE, "mongodb-down", detail);
    }

    /** What Tomcat does not take while it reads the parts of a request, a file that is too large above all. */
    @ExceptionHandler
    ProblemDetail notTaken(InvalidParameterException exception, Locale locale) {
        HttpStatus status = HttpStatus.valueOf(exception.getErrorCode());
        return status == HttpStatus.CONTENT_TOO_LARGE
                ? ProblemDocuments.of(status, code(status), tooLarge(locale))
                : of(status, locale);
    }

    private String tooLarge(Locale locale) {
        return Texts.in(locale).format("http.file-too-large", uploads.getMaxFileSize() / MEGABYTE);
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception exception, Locale locale) {
        log.error("request failed", exception);
        return ProblemDocuments.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", Texts.in(locale).format("cli.unexpected"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Locale locale = request.getLocale();
        HttpStatus known = HttpStatus.valueOf(status.value());
        ProblemDetail problem = ProblemDocuments.of(known, code(known), detail(exception, known, locale));
        return super.handleExceptionInternal(exception, problem, headers, status, request);
    }

    private String detail(Exception exception, HttpStatus status, Locale locale) {
        if (exception instanceof MaxUploadSizeExceededException) {
            return tooLarge(locale);
        }
        if (exception instanceof MethodArgumentTypeMismatchException mismatch) {
            Class<?> type = mismatch.getRequiredType();
            if (type != null && type.isEnum()) {
                String allowed = Arrays.stream(type.getEnumConstants())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
                return Texts.in(locale)
                        .format("http.choice", mismatch.getName(), String.valueOf(mismatch.getValue()), allowed);
            }
            return Texts.in(locale)
                    .format(
                            "http.parameter",
                            mismatch.getName(),
                            String.valueOf(mismatch.getValue()),
                            type == null ? "-" : type.getSimpleName());
        }
        if (exception instanceof HttpMessageNotReadableException
                && exception.getCause() instanceof JacksonException unreadable) {
            String path = unreadable.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
            int line = unreadable.getLocation() == null
                    ? 1
                    : unreadable.getLocation().getLineNr();
            int column = unreadable.getLocation() == null
                    ? 1
                    : unreadable.getLocation().getColumnNr();
            return Texts.in(locale).format("http.body", path.isEmpty() ? "-" : path, line, column);
        }
        return exception instanceof HttpMessageNotReadableException
                ? Texts.in(locale).format("http.body-missing")
                : Texts.in(locale).format("http.refused", status.value());
    }

    /** The problem that a status alone tells. */
    static ProblemDetail of(HttpStatus status, Locale locale) {
        return ProblemDocuments.of(status, code(status), Texts.in(locale).format("http.refused", status.value()));
    }

    private static String code(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
