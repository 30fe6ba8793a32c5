package subscriptionledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server in a process of its own, from its start until it is killed. */
final class Server implements AutoCloseable {
  /** Of each server. With one compiler for what is hot, a warm-up would take twice as long. */
  static final String JAVA_OPTIONS = "-Xmx512m -XX:CICompilerCount=3";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final ProcessHandle java;
  private final int port;
  private final Duration startUp;

  private Server(Process process, ProcessHandle java, int port, Duration startUp) {
    this.process = process;
    this.java = java;
    this.port = port;
    this.startUp = startUp;
  }

  /**
   * How to start one.
   *
   * @param command which starts a JVM, itself or by a script
   * @param largestFile in kilobytes: a server gone wild fills its log, not the disk
   */
  record Command(
      List<String> command, Map<String, String> environment, Path log, long largestFile) {}

  /** Returns when the server has answered a callback with OK. */
  static Server start(Command command, int port) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", "-c", "ulimit -f " + command.largestFile() + "; exec \"$@\"", "server");
    builder.command().addAll(command.command());
    builder.environment().put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(true).redirectOutput(command.log().toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
      awaitOk(process, port, command.log());
      Duration startUp = Duration.ofNanos(System.nanoTime() - began);
      return new Server(process, javaOf(process), port, startUp);
    } catch (IOException | InterruptedException | RuntimeException e) {
      kill(process);
      throw e;
    }
  }

  /** It may be the process that was started, or a child of that. */
  private static ProcessHandle javaOf(Process process) {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElse(process.toHandle());
  }

  private static void awaitOk(Process process, int port, Path log)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isOk(client, port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("the server did not start, see " + log);
      }
      Thread.sleep(20);
    }
  }

  private static boolean isOk(HttpClient client, int port) throws InterruptedException {
    Provider.Signature signature = Provider.sign();
    String command = "OfficialAccount.CallbackAfterAddSubscriber";
    URI callback =
        URI.create(
            "http://127.0.0.1:%d/subscription-ledger/callback?SdkAppid=%d&CallbackCommand=%s&Sign=%s&RequestTime=%s"
                .formatted(port, Provider.APP, command, signature.sign(), signature.requestTime()));
    String body =
        """
        {"CallbackCommand":"%s","Official_Account":"@TOA#_account01","Operator_Account":"first",
        "SubscribeAccountList":[{"Subscriber_Account":"first"}],"EventTime":%d}"""
            .formatted(command, System.currentTimeMillis());
    HttpRequest request =
        HttpRequest.newBuilder(callback)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("\"OK\"");
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** From the start of the process to the first callback answered with OK. */
  Duration startUp() {
    return startUp;
  }

  ProcessUsage usage() {
    return ProcessUsage.of(java.pid());
  }

  @Override
  public void close() {
    kill(process);
  }

  private static void kill(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }
}
