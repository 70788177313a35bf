package io.powerx.publish.stage;

import java.util.List;

/** One stage of a dry run. */
public record StagePlan(String stage, String title, List<String> details) {}
