package io.powerx.publish.stage;

/**
 * The result of a stage.
 *
 * @param output for the next stages
 * @param summary the outcome in a few words
 */
record StageResult<O>(O output, String summary) {}
