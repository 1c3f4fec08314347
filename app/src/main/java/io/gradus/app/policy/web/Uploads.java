package io.gradus.app.policy.web;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.PolicySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/** Workbooks as they come and go over HTTP. */
final class Uploads {

    private Uploads() {}

    /** The file under its bare name: what a client says of folders means nothing here. */
    static PolicySource source(MultipartFile file) {
        String name = String.valueOf(file.getOriginalFilename());
        String bare = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        try {
            return new PolicySource(bare, file.getBytes());
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", bare);
        }
    }

    static ResponseEntity<byte[]> download(PolicySource source) {
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(source.fileName(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(source.fileName()).orElse(MediaType.TEXT_PLAIN))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .eTag(source.hash())
                .body(source.bytes());
    }
}
