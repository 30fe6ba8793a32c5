"use strict";

/** Says in words what the readiness check answers. */
async function readiness() {
  try {
    const answer = await fetch("health/ready", { cache: "no-store" });
    const health = await answer.json();
    if (answer.ok && health.status === "UP") {
      return "Yes. The server records callbacks.";
    }
    const failed = health.checks.filter((check) => check.status !== "UP").map((check) => check.name);
    return "No. The server refuses callbacks. Failed checks: " + failed.join(", ") + ".";
  } catch {
    return "Unknown. The readiness check did not answer.";
  }
}

readiness().then((words) => {
  document.getElementById("readiness").textContent = words;
});
