package io.gradus.app.policy;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.workbook.WorkbookLimits;
import java.time.Duration;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * How much a workbook may ask of the machine that reads and compiles it; see {@code docs/workbook-format.md}. The defaults
 * fit a heap of 512 MB; who raises one should raise the heap too.
 *
 * @param fileSize of the file as it comes
 * @param unpackedSize of all its parts together, unpacked
 * @param ratio of unpacked to packed size, beyond the first MB
 * @param parts entries of the zip archive that an .xlsx file is
 * @param nodes elements and attributes in the XML of all parts together
 * @param cells in all sheets together
 * @param rows the last row that may hold something
 * @param columns the last column that may hold something
 * @param cellCharacters of the text in one cell
 * @param time that the reading thread may compute, from the first byte to the typed model; waiting does not count
 * @param conditions cells that ask something, in a table that is put into use
 */
@ConfigurationProperties(WorkbookSettings.PREFIX)
public record WorkbookSettings(
        @DefaultValue("10MB") DataSize fileSize,
        @DefaultValue("32MB") DataSize unpackedSize,
        @DefaultValue("200") int ratio,
        @DefaultValue("1000") int parts,
        @DefaultValue("1500000") int nodes,
        @DefaultValue("200000") int cells,
        @DefaultValue("20000") int rows,
        @DefaultValue("500") int columns,
        @DefaultValue("10000") int cellCharacters,
        @DefaultValue("8s") Duration time,
        @DefaultValue("30000") int conditions) {

    static final String PREFIX = "gradus.workbook";

    /**
     * The limits of this deployment, for what runs without the service: from the same configuration files, environment
     * variables and system properties.
     *
     * @throws BindException when a value is not understood
     * @throws Refusal when a limit is not positive
     */
    public static WorkbookLimits configured() {
        ConfigurableEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment)
                .bindOrCreate(PREFIX, WorkbookSettings.class)
                .limits();
    }

    WorkbookLimits limits() {
        try {
            return new WorkbookLimits(
                    fileSize.toBytes(),
                    unpackedSize.toBytes(),
                    ratio,
                    parts,
                    nodes,
                    cells,
                    rows,
                    columns,
                    cellCharacters,
                    time,
                    conditions);
        } catch (IllegalArgumentException e) {
            throw new Refusal("refusal.limit-positive", PREFIX);
        }
    }
}
