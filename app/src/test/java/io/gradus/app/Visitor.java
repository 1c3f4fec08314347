package io.gradus.app;

import io.gradus.rules.PolicySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a browser, or a program with a token. */
final class Visitor {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String address;
    private final @Nullable String token;
    private String formToken = "";

    private Visitor(String address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    /** @param address without a slash at its end */
    static Visitor anonymous(String address) {
        return new Visitor(address, null);
    }

    static Visitor withToken(String address, String token) {
        return new Visitor(address, token);
    }

    static Visitor signedIn(String address, String name, String password) throws IOException, InterruptedException {
        Visitor visitor = anonymous(address);
        if (!visitor.signIn(name, password).isEmpty()) {
            throw new IllegalStateException(name + " cannot sign in");
        }
        return visitor;
    }

    /** Signs in by the form and returns what the page says then: empty, or the query of the page that refuses. */
    String signIn(String name, String password) throws IOException, InterruptedException {
        send("GET", "/sign-in", "");
        HttpResponse<String> answer = form("/sign-in", "name=" + encoded(name) + "&password=" + encoded(password));
        send("GET", "/", "");
        String location = answer.headers().firstValue("Location").orElse("none");
        return location.contains("?failed") ? "failed" : location.contains("/sign-in") ? location : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> form(String path, String fields) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields + "&_csrf=" + encoded(formToken)))
                .build();
        return answered(request);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        } else if (!formToken.isEmpty()) {
            request.header("X-CSRF-TOKEN", formToken);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return answered(request.build());
    }

    /** Hands in a file as the part {@code file} of a form. */
    HttpResponse<String> upload(String path, PolicySource file) throws IOException, InterruptedException {
        String border = "----border";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "--" + border + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.fileName()
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(file.bytes());
        body.write(("\r\n--" + border + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "multipart/form-data; boundary=" + border)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return answered(request);
    }

    /** What lies at a path, byte by byte. */
    byte[] download(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    /** What a page asks for is remembered, as a browser does that has it open. */
    private HttpResponse<String> answered(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        Matcher form = FORM_TOKEN.matcher(answer.body());
        if (form.find()) {
            formToken = form.group(1);
        }
        return answer;
    }

    /** Makes a token with these roles, which the one who is signed in has. */
    String issueToken(String roles) throws IOException, InterruptedException {
        String body = "{\"purpose\": \"test\", \"roles\": [" + roles + "], \"days\": 1}";
        HttpResponse<String> issued = send("POST", "/api/tokens", body);
        if (issued.statusCode() != 201) {
            throw new IllegalStateException(issued.body());
        }
        return new JsonMapper().readTree(issued.body()).get("token").asString();
    }
}
