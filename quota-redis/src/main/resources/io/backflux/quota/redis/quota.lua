-- What one process reports, and whether it gets the permit that it asks for. All times are of this server's clock, in
-- milliseconds. Whatever a process reports may come twice, or a second time under another permit's name, without harm.
local state, leases, heads, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local process, channel = ARGV[1], ARGV[2]
local max, per_minute = tonumber(ARGV[3]), tonumber(ARGV[4])
local burst, refill, window = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local lease, head_life = tonumber(ARGV[8]), tonumber(ARGV[9])
local outage, last_heard, settling = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local pause, asked = tonumber(ARGV[13]), ARGV[14]
local held, released, unused = tonumber(ARGV[15]), tonumber(ARGV[16]), tonumber(ARGV[17])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local known = redis.call('HMGET', state, 'max', 'per_minute', 'tokens', 'at', 'born',
  'paused_until')
if known[1] and (tonumber(known[1]) ~= max or tonumber(known[2]) ~= per_minute) then
  return {-1, tonumber(known[1]), tonumber(known[2])}
end

local tokens = tonumber(known[3] or burst)
local at = tonumber(known[4] or now)
local born = tonumber(known[5] or now)
local paused_until = tonumber(known[6] or 0)

-- What the caller saw is not there any more, though it is too early to be forgotten: this server lost it, or went back to
-- what it knew before. Then nothing goes at once.
local memory = window + 2 * lease
local forgot = last_heard > 0 and (at < last_heard or (born > last_heard and now - last_heard < memory))
if forgot then
  tokens = 0
end

-- The clock was set back: what ends later by it still ends after the same time.
if now < at then
  local back = at - now
  paused_until = paused_until - back
  local all = redis.call('ZRANGE', leases, 0, -1, 'WITHSCORES')
  for i = 1, #all, 2 do
    redis.call('ZADD', leases, all[i + 1] - back, all[i])
  end
  redis.call('DEL', heads, seen)
  born = born - back
  at = now
end
tokens = math.min(burst, tokens + (now - at) * refill / window)

-- The caller could not reach this server for so long that leases of those who were cut off with it may have ended: these
-- get another one.
local cut_off = outage >= lease / 2
if cut_off then
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', leases, now - outage, now)) do
    redis.call('ZADD', leases, now + lease, id)
  end
end
-- Nobody gets a permit before all have had time to come back and say what they hold.
if forgot or cut_off then
  paused_until = math.max(paused_until, now + settling)
end
redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', now)) do
  redis.call('ZREM', heads, gone)
  redis.call('ZREM', seen, gone)
end

-- What is held is so, even where its lease had ended: the server counts the request.
local next_id = 18
for i = next_id, next_id + held - 1 do
  redis.call('ZADD', leases, now + lease, ARGV[i])
end
next_id = next_id + held
for i = next_id, next_id + released - 1 do
  redis.call('ZREM', leases, ARGV[i])
end
next_id = next_id + released
for i = next_id, next_id + unused - 1 do
  if redis.call('ZREM', leases, ARGV[i]) == 1 then
    tokens = math.min(burst, tokens + 1)
  end
end
if pause > 0 then
  paused_until = math.max(paused_until, now + pause)
end

local free = max - redis.call('ZCARD', leases)
local blocked = paused_until > now
local granted, wait = 0, 0
if asked == '' then
  redis.call('ZREM', heads, process)
  redis.call('ZREM', seen, process)
elseif redis.call('ZSCORE', leases, asked) then
  granted = 1
else
  if not redis.call('ZSCORE', heads, process) then
    redis.call('ZADD', heads, redis.call('HINCRBY', state, 'line', 1), process)
  end
  redis.call('ZADD', seen, now + head_life, process)
  local before = redis.call('ZRANK', heads, process)
  if blocked then
    wait = paused_until - now
  elseif tokens < before + 1 then
    wait = math.ceil((before + 1 - tokens) * window / refill)
  elseif free > before then
    granted = 1
    tokens = tokens - 1
    free = free - 1
    redis.call('ZADD', leases, now + lease, asked)
    redis.call('ZREM', heads, process)
    redis.call('ZREM', seen, process)
  end
end

local life = memory + math.max(0, paused_until - now)
redis.call('HSET', state, 'max', max, 'per_minute', per_minute, 'tokens', string.format('%.6f', tokens), 'at', now,
  'born', born, 'paused_until', paused_until)
for _, key in ipairs(KEYS) do
  redis.call('PEXPIRE', key, life)
end

-- Whoever may have a permit by now is woken; a message that is lost costs until the next poll.
local open = math.min(free, math.floor(tokens))
if open > 0 and not blocked then
  for _, head in ipairs(redis.call('ZRANGE', heads, 0, open - 1)) do
    if head ~= process then
      redis.call('PUBLISH', channel, head)
    end
  end
end
return {granted, wait, now}
