package io.gradus.rules;

/** How much a finding weighs: an error keeps a workbook from deciding, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
