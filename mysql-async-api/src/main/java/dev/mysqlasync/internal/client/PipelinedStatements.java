package dev.mysqlasync.internal.client;

import dev.mysqlasync.Result;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.statement.CollectingRequest;
import dev.mysqlasync.internal.statement.Execution;
import dev.mysqlasync.internal.statement.Executions;
import dev.mysqlasync.internal.statement.PrepareAheadRequest;
import dev.mysqlasync.internal.statement.PreparedExecution;
import dev.mysqlasync.internal.value.ResultCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Several statements that are submitted together, each with its own outcome. */
public final class PipelinedStatements {

    private final StatementRunner runner;
    private final ConnectionEngine engine;
    private final ResultCollectors collectors;
    private final List<Request<?>> requests = new ArrayList<>();
    private final List<CompletableFuture<List<Result>>> answers = new ArrayList<>();
    private final List<PreparedExecution> prepared = new ArrayList<>();
    private final List<Optional<Duration>> limits = new ArrayList<>();

    public PipelinedStatements(StatementRunner runner, ResultCollectors collectors) {
        runner.check();
        this.runner = runner;
        this.engine = runner.engine();
        this.collectors = collectors;
    }

    public void add(Statement statement, @Nullable Duration timeout) {
        Execution execution = Executions.of(statement);
        if (execution instanceof PreparedExecution withArguments) {
            prepared.add(withArguments);
        }
        CompletableFuture<List<Result>> answer = new CompletableFuture<>();
        answers.add(answer);
        ResultCollector<List<Result>> collector = collectors.all();
        Request<?> request = new CollectingRequest<>(execution, collector, answer, engine.callbacks());
        engine.intake().limit(request, timeout);
        requests.add(request);
        limits.add(Optional.ofNullable(timeout));
    }

    /** A statement that failed before it was submitted. */
    public void addFailed(Throwable cause) {
        answers.add(CompletableFuture.failedFuture(cause));
    }

    public CompletableFuture<List<StatementOutcome>> submit() {
        PrepareAheadRequest ahead = new PrepareAheadRequest(List.copyOf(prepared));
        if (!prepared.isEmpty()) {
            engine.intake().limit(ahead, longestLimit());
            requests.add(0, ahead);
        }
        if (!requests.isEmpty()) {
            runner.submit(requests);
        }
        return outcomes(ahead);
    }

    /** The timeout for preparing ahead: the longest of all; {@code null} if any statement has none. */
    private @Nullable Duration longestLimit() {
        return limits.stream().allMatch(Optional::isPresent)
                ? limits.stream()
                        .flatMap(Optional::stream)
                        .max(Duration::compareTo)
                        .orElse(null)
                : null;
    }

    private CompletableFuture<List<StatementOutcome>> outcomes(PrepareAheadRequest ahead) {
        MySqlFuture<List<StatementOutcome>> outcomes = new MySqlFuture<>(engine.transport());
        outcomes.whenEnded(() -> {
            requests.forEach(engine.intake()::cancelled);
            engine.run(ahead::drop);
        });
        CompletableFuture<?> unused = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> outcomes.succeed(
                        answers.stream().map(PipelinedStatements::outcome).toList()));
        return outcomes;
    }

    private static StatementOutcome outcome(CompletableFuture<List<Result>> answer) {
        try {
            return new StatementOutcome.Success(answer.join());
        } catch (CompletionException e) {
            return new StatementOutcome.Failure(asRuntime(e.getCause()));
        } catch (CancellationException e) { // the user cancelled; nobody sees this outcome
            return new StatementOutcome.Failure(e);
        }
    }

    private static RuntimeException asRuntime(@Nullable Throwable cause) {
        return cause instanceof RuntimeException usual ? usual : new IllegalStateException(cause);
    }
}
