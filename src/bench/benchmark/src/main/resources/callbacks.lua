-- Callbacks as the provider sends them, correctly signed, each of them new: for wrk.
-- Arguments: app, sign, RequestTime, how many subscribers each lists, a seed.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } bench_time;
  int clock_gettime(int clock, bench_time *time);
]]

local ACCOUNTS = 20
local POPULATION = 1000000
local UNSUBSCRIBES_ONE_IN = 10
local STRIDE = 7919 -- Coprime to the population: a list names nobody twice.

local random, format, concat = math.random, string.format, table.concat
local time = ffi.new("bench_time")
local sent = 0
local subscribers, commands, parts

local function now_millis()
  ffi.C.clock_gettime(0, time)
  return tonumber(time.seconds) * 1000 + math.floor(tonumber(time.nanos) / 1000000)
end

local function command(app, sign, request_time, word)
  return {
    head = "POST /subscription-ledger/callback?SdkAppid=" .. app .. "&CallbackCommand=" .. word
      .. "&contenttype=json&ClientIP=203.0.113.7&OptPlatform=Android&Sign=" .. sign
      .. "&RequestTime=" .. request_time .. " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      .. "Content-Type: application/json\r\nContent-Length: ",
    body = '{"CallbackCommand":"' .. word .. '","Official_Account":"@TOA#_account',
  }
end

function init(args)
  local app, sign, request_time = args[1], args[2], args[3]
  subscribers = tonumber(args[4])
  math.randomseed(tonumber(args[5]))
  commands = {
    command(app, sign, request_time, "OfficialAccount.CallbackAfterAddSubscriber"),
    command(app, sign, request_time, "OfficialAccount.CallbackAfterDeleteSubscriber"),
  }
  parts = {}
end

function request()
  sent = sent + 1
  local kind = commands[sent % UNSUBSCRIBES_ONE_IN == 0 and 2 or 1]
  local subscriber = random(0, POPULATION - 1)
  for i = 1, subscribers do
    parts[i] = format('{"Subscriber_Account":"user%06d"}', (subscriber + i * STRIDE) % POPULATION)
  end
  local body = kind.body
    .. format('%02d","Operator_Account":"user%06d","SubscribeAccountList":[', random(1, ACCOUNTS), subscriber)
    .. concat(parts, ",") .. format('],"EventTime":%.0f}', now_millis())
  return kind.head .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(format(
    "RESULT micros=%.0f answers=%.0f refused=%.0f socket-errors=%.0f p50=%.0f p99=%.0f max=%.0f\n",
    summary.duration, summary.requests, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
