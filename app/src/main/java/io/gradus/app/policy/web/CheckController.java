package io.gradus.app.policy.web;

import io.gradus.app.policy.DiffView;
import io.gradus.app.policy.WorkbookChecks;
import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Findings and differences of workbooks that are handed in; nothing is stored. */
@RestController
@RequestMapping("/api")
class CheckController {

    private final WorkbookChecks checks;

    CheckController(WorkbookChecks checks) {
        this.checks = checks;
    }

    /** A finding in the language of the request. */
    record FindingView(
            String code,
            String severity,
            String place,
            String message,
            @Nullable String repair) {
        static FindingView of(Finding finding, Locale locale) {
            return new FindingView(
                    finding.code().name(),
                    finding.severity().name(),
                    finding.place().toString(),
                    finding.message(locale),
                    finding.repair(locale).orElse(null));
        }
    }

    /** All findings of a file. */
    record CheckView(String fileName, long errors, long warnings, List<FindingView> findings) {}

    @PostMapping(
            path = "/checks",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    CheckView check(@RequestPart("file") MultipartFile file, Locale locale) {
        PolicySource source = Uploads.source(file);
        List<Finding> findings = checks.check(source);
        long errors = findings.stream().filter(Finding::isError).count();
        return new CheckView(
                source.fileName(),
                errors,
                findings.size() - errors,
                findings.stream()
                        .map(finding -> FindingView.of(finding, locale))
                        .toList());
    }

    @PostMapping(
            path = "/checks/annotated",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> annotate(@RequestPart("file") MultipartFile file, Locale locale) {
        PolicySource source = Uploads.source(file);
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(source.fileName(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(checks.annotate(source, locale));
    }

    @PostMapping(
            path = "/diffs",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    DiffView diff(@RequestPart("older") MultipartFile older, @RequestPart("newer") MultipartFile newer, Locale locale) {
        return DiffView.of(checks.diff(Uploads.source(older), Uploads.source(newer)), locale);
    }
}
