package io.powerx.publish.doctor;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.doctor.Diagnosis.Status;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.receipt.Client;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of all checks with the facts that a supporter needs. Contains no secrets; its JSON form has a schema
 * (docs/reference/schemas/doctor.schema.json).
 *
 * @param time when the checks began
 * @param settings those that are configured, with masked secrets
 */
public record DoctorReport(
        Instant time, Client client, List<Diagnosis> checks, List<ResolvedConfig.Explained> settings) {
    /** The worst status of a check. */
    public Status status() {
        return checks.stream()
                .map(Diagnosis::status)
                .filter(status -> status != Status.SKIPPED)
                .max(Status::compareTo)
                .orElse(Status.PASS);
    }

    /** The code of the first check that failed; empty if none did. */
    public Optional<ErrorCode> failure() {
        return checks.stream()
                .map(Diagnosis::code)
                .flatMap(code -> Optional.ofNullable(code).stream())
                .findFirst();
    }

    public long count(Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }

    /** The report for JSON, with remedies in the words of a front end. */
    public Map<String, Object> fields(Vocabulary vocabulary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schemaVersion", "1");
        fields.put("status", status().wireName());
        fields.put("exitCode", failure().map(ErrorCode::exitCode).orElse(0));
        fields.put("time", time);
        fields.put("client", client);
        List<Map<String, Object>> list = new ArrayList<>();
        for (Diagnosis check : checks) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("check", check.check());
            if (check.target() != null) {
                each.put("target", check.target());
            }
            each.put("status", check.status().wireName());
            each.put("found", check.found());
            if (check.remedy() != null) {
                each.put("remedy", vocabulary.render(check.remedy()));
            }
            if (check.code() != null) {
                each.put("code", check.code().wireName());
            }
            list.add(each);
        }
        fields.put("checks", list);
        fields.put("settings", settings.stream().map(DoctorReport::setting).toList());
        return fields;
    }

    private static Map<String, Object> setting(ResolvedConfig.Explained setting) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", setting.setting().id());
        fields.put("value", String.valueOf(setting.value()));
        fields.put("origin", String.valueOf(setting.origin()));
        return fields;
    }
}
