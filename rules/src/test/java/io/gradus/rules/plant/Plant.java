package io.gradus.rules.plant;

import java.net.http.HttpClient;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.poi.ss.usermodel.Cell;
import org.kie.api.KieBase;

/** Breaks every architecture rule, so that a test can show that the rules notice. */
public record Plant(KieBase drools, Cell excel, HttpClient http) {

    public LocalDate clock() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    public long stopwatch() {
        return System.nanoTime();
    }
}
