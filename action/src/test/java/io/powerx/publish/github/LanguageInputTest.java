package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow whose readers read Chinese. */
class LanguageInputTest {
    private static final String CHINESE = "(?s).*\\p{IsHan}.*";

    private Job job;

    @BeforeEach
    void givenAJob(@TempDir Path root) throws Exception {
        job = new Job(root);
    }

    @AfterEach
    void end() {
        job.close();
    }

    @Test
    void a_publish_logs_and_summarizes_in_chinese() throws Exception {
        Job.Step step = job.with("lang", "zh").run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.log()).contains("读取插件", "检查", "提交审核").doesNotContain("Read the plugin");
        assertThat(step.summary()).contains("渠道", "下一步：", "| 提交审核 |").doesNotContain("Channel", "Submit");
        assertThat(step.outputs()).containsEntry("status", "queued");
        assertThat(step.outputs().get("receipt-json")).doesNotMatch(CHINESE);
    }

    @Test
    void a_failed_publish_annotates_and_explains_in_chinese() throws Exception {
        job.edit("plugin.yaml", "entry: backend/bin/plugin", "entry: backend/bin/missing");

        Job.Step step = job.with("lang", "zh").run();

        assertThat(step.exitCode()).isEqualTo(3);
        assertThat(step.commands("error"))
                .anySatisfy(command -> assertThat(command)
                        .contains("file=plugin/plugin.yaml,line=9", "引用的文件不存在：backend/bin/missing")
                        .contains("请在发布前构建或添加它，或更正路径。"))
                .anySatisfy(command -> assertThat(command).contains("插件没有通过检查"))
                .allMatch(command -> command.matches(CHINESE));
        assertThat(step.summary()).contains("插件没有通过检查", "引用的文件不存在");
        assertThat(step.outputs()).containsEntry("error-code", "precheck_failed");
    }

    @Test
    void without_the_input_the_same_failure_is_english() throws Exception {
        job.edit("plugin.yaml", "entry: backend/bin/plugin", "entry: backend/bin/missing");

        Job.Step step = job.run();

        assertThat(step.exitCode()).isEqualTo(3);
        assertThat(step.commands("error")).isNotEmpty().noneMatch(command -> command.matches(CHINESE));
        assertThat(step.summary()).contains("does not exist").doesNotMatch(CHINESE);
    }
}
