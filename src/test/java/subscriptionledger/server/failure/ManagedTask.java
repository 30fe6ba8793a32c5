package subscriptionledger.server.failure;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.concurrent.Callable;
import javax.naming.InitialContext;

/** A task of the server's own executor, for a test that runs within the server. */
final class ManagedTask {
  private ManagedTask() {}

  /**
   * On Open Liberty a connection that is closed is free again when the request has ended in which
   * it was got, or the task: the request of a test is too long.
   */
  @SuppressWarnings("BanJNDI") // The name is a constant.
  static <T> T run(Callable<T> task) throws Exception {
    ManagedExecutorService executor =
        InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
    return executor.submit(task).get();
  }
}
