package io.powerx.publish.github;

import io.powerx.publish.cli.PxPlugin;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.host.Interrupts;
import io.powerx.publish.error.ErrorCode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** The entry point of the action's image. All input of the action comes from the environment; arguments are a px-plugin command line. */
public final class ActionMain {
    private ActionMain() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            PxPlugin.main(arguments);
            return;
        }
        Interrupts interrupts = Interrupts.watch(Thread.currentThread(), () -> {});
        int exitCode = ErrorCode.INTERNAL_ERROR.exitCode();
        try {
            exitCode = run(Host.system());
        } finally {
            interrupts.finished(exitCode);
        }
        System.exit(exitCode);
    }

    /**
     * Runs the step.
     *
     * @param runner the process; its working folder is used only if GITHUB_WORKSPACE is not set
     * @return the exit code, the same as the command's
     */
    static int run(Host runner) {
        Map<String, String> environment = runner.environment();
        WorkflowLog log = new WorkflowLog(runner.out());
        String named = environment.getOrDefault("GITHUB_WORKSPACE", "");
        Workspace workspace = new Workspace(named.isBlank() ? runner.workingDirectory() : Path.of(named));
        PrintStream text = log.text();
        Host host = new Host(
                environment,
                workspace.root(),
                runner.home(),
                text,
                text,
                false,
                runner.clock(),
                null,
                runner.program(),
                runner.reportLimit(),
                runner.charset());
        return new Action(host, workspace, log).run();
    }
}
