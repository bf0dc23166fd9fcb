/**
 * Blind tickets in the browser: the client half of `Sources/BlindTickets`, byte for byte (docs/anonymity.md).
 *
 * RSABSSA-SHA384-PSS-Randomized of RFC 9474 over BigInt and WebCrypto, and nothing else: no library, no script from
 * elsewhere. A page lists this file before its own script and finds everything in the one global `BlindTickets`, which
 * stands at the end of this file.
 *
 * WebCrypto exists only where a page cannot have been changed on its way: over https, and on localhost (`isSupported`).
 * BigInt's arithmetic takes time that depends on the numbers; only somebody who measures in this device could use that.
 */

const utf8 = (text) => {
  if (!text.isWellFormed()) throw new TicketTrouble("This text holds half a character.");
  return new TextEncoder().encode(text);
};
const fromUTF8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** Says in a sentence why a manifest, a ticket, an envelope or a reply cannot be used. */
class TicketTrouble extends Error {}

function isSupported() {
  return globalThis.isSecureContext === true && [crypto.subtle, navigator.locks, globalThis.indexedDB].every(Boolean);
}

// ---- Bytes -------------------------------------------------------------------------------------------------------

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function counted(bytes) {
  if (bytes.length > 0xffff) throw new TicketTrouble("A field is at most 65,535 bytes long.");
  return joined([bytes.length >> 8, bytes.length & 0xff], bytes);
}

const isSame = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);
const unguessable = (count) => crypto.getRandomValues(new Uint8Array(count));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const sha384 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function base64URL(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64URL(text) {
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

// ---- Numbers -----------------------------------------------------------------------------------------------------

const toNumber = (bytes) => BigInt("0x" + (hex(bytes) || "0"));

function toBytes(number, length) {
  const digits = number.toString(16).padStart(length * 2, "0");
  return Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let square = base % modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Euclid's. Undefined where `number` and `modulus` share a divisor. */
function inverse(number, modulus) {
  let [a, b, u, v] = [number % modulus, modulus, 1n, 0n];
  while (a > 0n) [a, b, u, v] = [b % a, a, v - (b / a) * u, u];
  return b === 1n ? ((v % modulus) + modulus) % modulus : undefined;
}

/** Every number from 1 to below `modulus` is as likely: what does not fit is thrown away, never reduced. */
function randomBelow(modulus) {
  const bits = modulus.toString(2).length;
  for (;;) {
    const bytes = unguessable(Math.ceil(bits / 8));
    bytes[0] &= 0xff >> (bytes.length * 8 - bits);
    const number = toNumber(bytes);
    if (number > 0n && number < modulus) return number;
  }
}

// ---- RFC 9474 ----------------------------------------------------------------------------------------------------

/** The public half of a ticket key. */
class TicketVerifier {
  constructor(key, modulus, exponent) {
    this.key = key;
    this.modulus = modulus;
    this.exponent = exponent;
    this.bits = modulus.toString(2).length;
    this.length = Math.ceil(this.bits / 8);
  }

  /** @param {Uint8Array} der SubjectPublicKeyInfo */
  static async from(der) {
    const key = await crypto.subtle.importKey("spki", der, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
    const { n, e } = await crypto.subtle.exportKey("jwk", key);
    const verifier = new TicketVerifier(key, toNumber(fromBase64URL(n)), toNumber(fromBase64URL(e)));
    const isOneForm = isSame(new Uint8Array(await crypto.subtle.exportKey("spki", key)), der);
    if (!isOneForm || verifier.exponent !== 65537n || verifier.bits < 3072 || verifier.bits > 4096 || verifier.bits % 8) {
      throw new TicketTrouble("The key is not an RSA key of 3072 to 4096 bits with exponent 65537, in its one DER form.");
    }
    return verifier;
  }

  async isValid(signature, input, saltLength = 48) {
    return signature.length === this.length
      && crypto.subtle.verify({ name: "RSA-PSS", saltLength }, this.key, signature, input);
  }

  /** Blind, with what chance brings to it: a salt of 48 bytes, and a number r. */
  async blind(input, salt = unguessable(48), r = randomBelow(this.modulus)) {
    const encoded = toNumber(await encode(input, salt, this.bits - 1));
    const inverted = inverse(r, this.modulus);
    if (inverted === undefined || inverse(encoded, this.modulus) === undefined) {
      throw new TicketTrouble("The key's modulus has a small divisor: do not use it.");
    }
    const blinded = (encoded * power(r, this.exponent, this.modulus)) % this.modulus;
    return { blinded: toBytes(blinded, this.length), inverse: toBytes(inverted, this.length) };
  }

  /** Finalize: the signature, verified. */
  async finalize(blindSignature, input, inverse, saltLength = 48) {
    const number = toNumber(blindSignature);
    const signature = toBytes((number * toNumber(inverse)) % this.modulus, this.length);
    if (blindSignature.length !== this.length || !(await this.isValid(signature, input, saltLength))) {
      throw new TicketTrouble("The server's signature does not fit the key of the manifest: do not use this ticket.");
    }
    return signature;
  }
}

/** EMSA-PSS-ENCODE (RFC 8017, 9.1.1) with SHA-384. */
async function encode(input, salt, bits) {
  const length = Math.ceil(bits / 8);
  const hash = await sha384(joined(new Uint8Array(8), await sha384(input), salt));
  const block = joined(new Uint8Array(length - salt.length - hash.length - 2), [1], salt);
  const mask = await mgf1(hash, block.length);
  const masked = block.map((byte, index) => byte ^ mask[index]);
  masked[0] &= 0xff >> (length * 8 - bits);
  return joined(masked, hash, [0xbc]);
}

/** MGF1 (RFC 8017, B.2.1) with SHA-384. */
async function mgf1(seed, length) {
  let mask = new Uint8Array(0);
  for (let counter = 0; mask.length < length; counter += 1) {
    mask = joined(mask, await sha384(joined(seed, [0, 0, counter >> 8, counter & 0xff])));
  }
  return mask.slice(0, length);
}

// ---- Tickets -----------------------------------------------------------------------------------------------------

const isSurvey = (text) => /^[A-Za-z0-9._-]{22}$/.test(text);
const isName = (text) => /^[A-Za-z0-9._-]{1,64}$/.test(text);

/** `tutti-survey-v1` ‖ survey (22 bytes) ‖ segment ‖ nonce (32 bytes). */
function ticketMessage(survey, segment, nonce = unguessable(32)) {
  if (!isSurvey(survey) || !isName(segment) || nonce.length !== 32) {
    throw new TicketTrouble("This is not a ticket's message.");
  }
  return joined(utf8("tutti-survey-v1"), utf8(survey), utf8(segment), nonce);
}

/** On the way to a ticket. It may be kept until `finalize` has answered, and must be deleted then. */
class TicketRequest {
  constructor({ survey, segment, key, input, blinded, inverse }) {
    Object.assign(this, { survey, segment, key, input, blinded, inverse });
  }

  /** @param manifest as `readManifest` gave it */
  static async make(manifest, segment) {
    const key = manifest.segments.find((candidate) => candidate.id === segment)?.key;
    if (!key) throw new TicketTrouble("The manifest has no such segment, or no key for it.");
    const verifier = await TicketVerifier.from(fromBase64(key));
    const input = joined(unguessable(32), ticketMessage(manifest.survey, segment));
    return new TicketRequest({ survey: manifest.survey, segment, key, input, ...(await verifier.blind(input)) });
  }

  async finalize(blindSignature) {
    const verifier = await TicketVerifier.from(fromBase64(this.key));
    const signature = await verifier.finalize(blindSignature, this.input, this.inverse);
    return new Ticket({ survey: this.survey, segment: this.segment, input: this.input, signature });
  }
}

/** The right to answer once, which names nobody. Its JSON is that of the command line. */
class Ticket {
  constructor({ survey, segment, input, signature }) {
    Object.assign(this, { survey, segment, input, signature });
  }

  /** 64 digits, as the list of used tickets shows them: the receipt. */
  async hash() {
    return hex(await sha256(this.input));
  }

  toJSON() {
    const { survey, segment } = this;
    return { survey, segment, input: base64URL(this.input), signature: base64URL(this.signature) };
  }

  static fromJSON({ survey, segment, input, signature }) {
    return new Ticket({ survey, segment, input: fromBase64URL(input), signature: fromBase64URL(signature) });
  }
}

// ---- Manifest ----------------------------------------------------------------------------------------------------

/** Eight groups of eight digits. @param {Uint8Array} bytes as the server published them */
async function manifestHash(bytes) {
  return hex(await sha256(bytes)).match(/.{8}/g).join("-");
}

/** JSON without spaces, keys sorted. Our keys are ASCII, so every sort agrees. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/**
 * Reads a manifest, and insists on the rules of anonymous rounds whatever the server was told.
 * @param {Uint8Array} bytes as the server published them
 * @param {string} [hash] obtained elsewhere; capitals, spaces and hyphens do not matter
 */
async function readManifest(bytes, hash) {
  const found = await manifestHash(bytes);
  const plain = (text) => text.toLowerCase().replace(/[\s-]/g, "");
  if (hash !== undefined && plain(found) !== plain(hash)) {
    throw new TicketTrouble(`This manifest's hash is ${found}, not the one you gave. Do not answer; ask your team.`);
  }
  const manifest = parsed(bytes);
  const broken = rules.find(([holds]) => !holds(manifest));
  if (broken) throw new TicketTrouble(`The manifest breaks a rule: ${broken[1]} Do not answer; ask your team.`);
  for (const segment of manifest.segments) await TicketVerifier.from(fromBase64(segment.key));
  return manifest;
}

// A key written twice would let two readers see two manifests under one hash.
function parsed(bytes) {
  try {
    const text = fromUTF8(bytes);
    const manifest = JSON.parse(text);
    if (manifest.format === "tutti-manifest-1" && canonical(manifest) === text) return manifest;
  } catch {
    // Falls through to the one sentence for everything that is no manifest.
  }
  throw new TicketTrouble("This is not a manifest in its one form. Do not answer; ask your team.");
}

const isText = (value) => typeof value === "string" && value.length > 0;
const areIn = (values, form) => values.every(form) && new Set(values).size === values.length;
const isInstant = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));

const rules = [
  [(m) => m.mode === "anonymous", "it is not of an anonymous round."],
  [(m) => isSurvey(m.survey), "a survey's id has 22 letters, digits, - and _."],
  [(m) => isInstant(m.opens) && isInstant(m.closes) && m.closes > m.opens, "it closes after it opens."],
  [(m) => m.grace >= 0 && m.grace <= 604800, "the grace period has at most seven days."],
  [(m) => m.k >= 4 && m.k_text >= m.k, "k is at least 4, and not more than its like for words."],
  [(m) => isEnvelopeSize(m.envelope), "envelopes are a multiple of 4096 bytes, at most 65536."],
  [(m) => m.limits?.length > 0, "it says what is not promised."],
  [(m) => m.segments?.length > 0 && m.segments.every((s) => s.size >= 6), "a segment has six people or more."],
  [(m) => areIn(m.segments.map((s) => s.id), isName), "segments have ids of their own."],
  [(m) => areIn(m.segments.map((s) => s.key), isText), "each segment has its own key."],
  [(m) => m.series === undefined || (isSurvey(m.series.id) && [1, 2, 3, 4].includes(m.series.wave)
    && m.series.warnings?.length > 0), "a series has at most 4 waves, and says what is dangerous about it."],
  [(m) => m.series === undefined || (m.segments.length === 1 && m.cuts.length === 0),
    "a round of a series is not divided by anything."],
];

// ---- Envelope ----------------------------------------------------------------------------------------------------

const envelopePrefix = utf8("tutti-envelope-1");

const isEnvelopeSize = (size) => size > 0 && size <= 65536 && size % 4096 === 0;

/** How many bytes of answers an envelope has room for. @param manifest as `readManifest` gave it */
async function room(manifest, segment) {
  const key = manifest.segments.find((candidate) => candidate.id === segment)?.key;
  if (!key) throw new TicketTrouble("The manifest has no such segment, or no key for it.");
  const input = 32 + ticketMessage(manifest.survey, segment).length;
  const { length } = await TicketVerifier.from(fromBase64(key));
  const fields = [manifest.survey.length, segment.length, input, length, 0];
  return manifest.envelope - envelopePrefix.length - fields.reduce((sum, field) => sum + 2 + field, 0);
}

/**
 * `tutti-envelope-1` ‖ survey ‖ segment ‖ input ‖ signature ‖ answers, each with its length, ‖ zeros.
 * @param {Uint8Array} answers
 * @param {number} size the manifest's `envelope`
 */
function sealEnvelope(ticket, answers, size) {
  if (!isEnvelopeSize(size)) throw new TicketTrouble("Envelopes are a multiple of 4096 bytes, at most 65536.");
  const fields = [utf8(ticket.survey), utf8(ticket.segment), ticket.input, ticket.signature, answers];
  const bytes = joined(envelopePrefix, ...fields.map(counted));
  if (bytes.length > size) throw new TicketTrouble(tooLong(bytes.length - size));
  return joined(bytes, new Uint8Array(size - bytes.length));
}

const tooLong = (excess) => `The answers are ${excess} bytes too long for this round.`;

/**
 * Sends an envelope so that nothing goes along which the browser lets a page leave out: no cookie, no authorisation, no
 * referrer, no language; and on a connection of its own, because browsers share none between requests with and without
 * cookies. The browser's own name goes along: pages cannot change it.
 * @returns {Promise<string>} `counted` or `refused`; throws when nothing was heard, and then the same may be sent again
 */
async function submit(address, envelope) {
  const response = await fetch(address, {
    method: "POST", body: envelope, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
    redirect: "error",
    headers: { "Accept": "*/*", "Accept-Language": "en", "Content-Type": "text/plain" },
  });
  const { answer } = JSON.parse(await response.text());
  if (answer !== "counted" && answer !== "refused") throw new TypeError("This is no answer to an envelope.");
  return answer;
}

/** Whether a receipt stands in a list of used tickets as the server published it at release. */
const isReceiptIn = (hash, list) => /^[0-9a-f]{64}$/.test(hash) && list.split("\n").slice(3).includes(hash);

// ---- Delay -------------------------------------------------------------------------------------------------------

const hour = 3600_000;

/**
 * A moment between now and twelve hours later, each second as likely as any other; earlier near close.
 * All in milliseconds since 1970.
 */
function delayedMoment(now, closes, longest = 12 * hour) {
  const span = Math.floor(Math.min(longest, closes - now - 300_000) / 1000);
  return span < 1 ? now : now + Number(randomBelow(BigInt(span) + 2n) - 1n) * 1000;
}

// ---- Replies -----------------------------------------------------------------------------------------------------

const curve = { name: "ECDH", namedCurve: "P-256" };
const replyPrefix = utf8("tutti-reply-v1");

/** The key of one answer; its address travels inside the answer. HPKE (RFC 9180), P-256, HKDF-SHA256, AES-256-GCM. */
class ReplyKey {
  /** @param {CryptoKey} key which this browser uses and never shows, not even to this page */
  constructor(key, address) {
    Object.assign(this, { key, address });
  }

  static async make() {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    return new ReplyKey(privateKey, new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  }

  /** A key that the command line made. @param {Uint8Array} secret 32 bytes @param {Uint8Array} address 65 bytes */
  static async from(secret, address) {
    const [x, y] = [address.slice(1, 33), address.slice(33)].map(base64URL);
    const jwk = { kty: "EC", crv: "P-256", d: base64URL(secret), x, y };
    return new ReplyKey(await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]), address);
  }

  /** What holds text alone. @returns {Promise<string>} */
  async open(sealed, survey) {
    try {
      return fromUTF8(await this.#bytes(sealed, survey));
    } catch {
      throw new TicketTrouble(notForThisKey);
    }
  }

  /**
   * What a lead wrote back, and with what it is followed up: 1 ‖ address (65) ‖ permit (32) ‖ text, or text alone.
   * @returns {Promise<{text: string, permit?: {address: Uint8Array, secret: Uint8Array}}>}
   */
  async content(sealed, survey) {
    try {
      const bytes = await this.#bytes(sealed, survey);
      if (bytes[0] !== 1) return { text: fromUTF8(bytes) };
      if (bytes.length < 98) throw new TicketTrouble("cut off");
      return { text: fromUTF8(bytes.slice(98)), permit: { address: bytes.slice(1, 66), secret: bytes.slice(66, 98) } };
    } catch {
      throw new TicketTrouble(notForThisKey);
    }
  }

  async #bytes(sealed, survey) {
    const encapsulated = sealed.slice(0, 65);
    const shared = await agreed(this.key, encapsulated, encapsulated, this.address);
    const { key, nonce } = await schedule(shared, replyInfo(survey), "decrypt");
    const algorithm = { name: "AES-GCM", iv: nonce, additionalData: await replyMailbox(this.address) };
    const padded = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(65)));
    const end = padded.findLastIndex((byte) => byte !== 0);
    if (end < 0 || padded[end] !== 0x80) throw new TicketTrouble("padding");
    return padded.slice(0, end);
  }
}

const notForThisKey = "This reply was not sealed for this key.";

/** 32 bytes that name the mailbox of an address. */
const replyMailbox = (address) => sha256(joined(replyPrefix, address));

/**
 * @param {{address: Uint8Array, secret: Uint8Array}} [permit] with which its reader may follow up once
 * @returns {Promise<Uint8Array>} encapsulated key ‖ ciphertext of the text, 0x80, and zeros up to a multiple of 1024
 */
function sealReply(text, address, survey, permit) {
  const bytes = permit ? joined([1], permit.address, permit.secret, utf8(text)) : utf8(text);
  return sealFor(address, bytes, 1024, survey);
}

const followUpPrefix = utf8("tutti-follow-up-1");

/**
 * What follows a reply up, on its way: `tutti-follow-up-1` ‖ survey ‖ permit ‖ sealed text, each with its length, ‖ zeros up to 8192.
 * @param permit out of the reply
 */
async function sealFollowUp(text, permit, survey) {
  const plain = utf8(text);
  if (plain.length > 4095) throw new TicketTrouble("This is too long: a follow-up has at most 4095 bytes.");
  const sealed = await sealFor(permit.address, plain, 4096, survey);
  const bytes = joined(followUpPrefix, ...[utf8(survey), permit.secret, sealed].map(counted));
  return joined(bytes, new Uint8Array(8192 - bytes.length));
}

/** HPKE's single shot, of bytes that are padded with 0x80 and zeros up to a multiple of `bucket`. */
async function sealFor(address, plain, bucket, survey) {
  const bytes = joined(plain, [0x80]);
  const padded = joined(bytes, new Uint8Array((bucket - (bytes.length % bucket)) % bucket));
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const encapsulated = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const shared = await agreed(privateKey, address, encapsulated, address);
  const { key, nonce } = await schedule(shared, replyInfo(survey), "encrypt");
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: await replyMailbox(address) };
  return joined(encapsulated, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, padded)));
}

const replyInfo = (survey) => joined(replyPrefix, counted(utf8(survey)));

// HPKE's suites: DHKEM(P-256, HKDF-SHA256), and with it HKDF-SHA256 and AES-256-GCM.
const kemSuite = joined(utf8("KEM"), [0, 0x10]);
const suite = joined(utf8("HPKE"), [0, 0x10, 0, 1, 0, 2]);

async function hmac(secret, message) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign(algorithm, key, message));
}

/** LabeledExtract. No salt is 32 zeros: to HMAC they are the same. */
const extract = (suite, salt, label, secret) =>
  hmac(salt ?? new Uint8Array(32), joined(utf8("HPKE-v1"), suite, utf8(label), secret));

/** LabeledExpand, for at most the 32 bytes of one round. */
const expand = async (suite, secret, label, info, length) =>
  (await hmac(secret, joined([0, length], utf8("HPKE-v1"), suite, utf8(label), info, [1]))).slice(0, length);

/** The shared secret of Encap and Decap. */
async function agreed(privateKey, publicKey, encapsulated, recipient) {
  const other = await crypto.subtle.importKey("raw", publicKey, curve, false, []);
  const point = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: other }, privateKey, 256));
  const secret = await extract(kemSuite, null, "eae_prk", point);
  return expand(kemSuite, secret, "shared_secret", joined(encapsulated, recipient), 32);
}

/** KeySchedule in base mode, for the one message that each key seals. */
async function schedule(shared, info, use) {
  const none = new Uint8Array(0);
  const context = joined(
    [0], await extract(suite, null, "psk_id_hash", none), await extract(suite, null, "info_hash", info));
  const secret = await extract(suite, shared, "secret", none);
  const raw = await expand(suite, secret, "key", context, 32);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, [use]);
  return { key, nonce: await expand(suite, secret, "base_nonce", context, 12) };
}

// ---- Keeping -----------------------------------------------------------------------------------------------------

// Everybody's browser fetches a ticket so long after the first page that it opens, at the latest; soon, so that a short visit
// is enough, and an answer need not wait for its ticket.
const fetchedWithin = 600_000;
// A moment this long ago was missed: the browser was closed, or the device asleep.
const missedAfter = 120_000;
// The wait after a missed moment, so that an answer does not follow a visit at once; less each time, so that it gets sent.
const afterMisses = [600_000, 60_000, 15_000];
// Rounds of a series, at most: the longer a name lasts, the more it tells.
const mostWaves = 4;

/**
 * Keeps tickets and waiting answers in this browser (IndexedDB), and does what is due while a page is open: `run`.
 *
 * A closed browser does nothing. What was due meanwhile is done soon after the next visit; an answer that still waits when
 * the round and its grace are over is lost, and `status` says so. Whoever clears the browser's data, or answers in a private
 * window and closes it, loses ticket and answer.
 */
class Keeper {
  #database;
  #owner;

  constructor(database, owner) {
    this.#database = database;
    this.#owner = owner;
  }

  /** @param {string} owner tells people apart who share a browser; it stays in it */
  static async open(owner, name = "tutti-tickets") {
    const opening = indexedDB.open(name, 3);
    opening.onupgradeneeded = ({ oldVersion }) => {
      const make = (store, ...path) => opening.result.createObjectStore(store, { keyPath: ["owner", ...path] });
      if (oldVersion < 1) make("round", "survey");
      if (oldVersion < 2) make("series", "series");
      make("thread", "survey", "words");
      make("followUp", "survey", "permit");
    };
    const database = await settled(opening);
    // A later version in another tab must not wait for this one.
    database.onversionchange = () => database.close();
    return new Keeper(database, owner);
  }

  close() {
    this.#database.close();
  }

  /**
   * Begins a round: plans when its ticket is fetched. Doing it again changes nothing, and throws if the rules have changed.
   * @param {Uint8Array} bytes the manifest @param {{segment: string, hash?: string}} options
   */
  async join(bytes, { segment, hash }, now = Date.now()) {
    const manifest = await readManifest(bytes, hash);
    if (!manifest.segments.some((candidate) => candidate.id === segment)) {
      throw new TicketTrouble("The manifest has no such segment, or no key for it.");
    }
    const own = await manifestHash(bytes);
    const closes = Date.parse(manifest.closes);
    const opens = Date.parse(manifest.opens);
    const begun = {
      owner: this.#owner, survey: manifest.survey, segment, hash: own, manifest: bytes, opens, closes,
      until: closes + manifest.grace * 1000, fetchAt: delayedMoment(Math.max(now, opens), closes, fetchedWithin), misses: 0,
    };
    const store = this.#store("readwrite");
    const round = (await settled(store.get([this.#owner, manifest.survey]))) ?? begun;
    await settled(store.put(round));
    if (round.hash !== own) {
      throw new TicketTrouble(
        `The rules of this round were changed: their hash was ${round.hash}. Do not answer; ask your team.`);
    }
    return this.status(manifest.survey, now);
  }

  /**
   * Keeps the answers until their moment. Until then they may be given anew.
   * @param {Uint8Array} answers
   * @param {{atOnce?: boolean}} options only if the person chose it: who watches the line may then guess whose answer it is
   */
  async answer(survey, answers, { atOnce = false } = {}, now = Date.now()) {
    const { manifest, segment } = await this.#known(survey);
    const excess = answers.length - (await room(parsed(manifest), segment));
    if (excess > 0) throw new TicketTrouble(tooLong(excess));
    await this.#change(survey, (round) => {
      if (round.receipt) {
        throw new TicketTrouble("Your answer was sent. It cannot be changed, because nobody knows which it is.");
      }
      const planned = round.atOnce ? undefined : round.sendAt;
      return { ...round, answers, atOnce, sendAt: atOnce ? now : planned ?? delayedMoment(now, round.closes) };
    });
    return this.status(survey, now);
  }

  /** Takes answers back that were not sent yet. The ticket stays. */
  async withdraw(survey, now = Date.now()) {
    const none = { answers: undefined, sendAt: undefined, atOnce: false, misses: 0 };
    await this.#change(survey, (round) => ({ ...round, ...none }));
    return this.status(survey, now);
  }

  /** Hands the ticket over, to answer with it elsewhere; this browser keeps it no longer. @returns its JSON */
  async handOver(survey) {
    const { ticket, answers } = await this.#known(survey);
    if (!ticket || answers) throw new TicketTrouble("There is no ticket here that could be handed over.");
    const trouble = "You took your ticket with you: answer where you took it to.";
    await this.#change(survey, (round) => ({ ...round, ticket: undefined, trouble }));
    return JSON.stringify(new Ticket(ticket));
  }

  /**
   * The address for replies to what one wrote to a question, to be put into the answer. Its key is made here and stays here; each
   * question has another one, so that nothing shows that one person wrote both.
   */
  async replyAddress(survey, question) {
    await this.#known(survey);
    const made = { ...(await ReplyKey.make()) };
    const { replyKeys } = await this.#change(survey, (round) => (
      { ...round, replyKeys: { [question]: made, ...round.replyKeys } }));
    return replyKeys[question].address;
  }

  /**
   * Opens what was sealed for one's answers.
   * @param {Uint8Array[]} sealed all replies of the round: whoever asked for one mailbox would say which answer is theirs
   * @returns {Promise<{text: string, permit?: object, name?: string, followUp?: {sendAt: number, isSent: boolean}}[]>} each with
   *   its permit and the name of that, and how one's follow-up stands
   */
  async replies(survey, sealed) {
    const round = await settled(this.#store("readonly").get([this.#owner, survey]));
    const keys = Object.values(round?.replyKeys ?? {}).map(({ key, address }) => new ReplyKey(key, address));
    const tries = keys.flatMap((key) => sealed.map((reply) => key.content(reply, survey).catch(() => null)));
    const opened = (await Promise.all(tries)).filter((content) => content !== null);
    return Promise.all(opened.map(async ({ text, permit }) => {
      if (!permit) return { text };
      const name = hex(await sha256(permit.secret));
      const followUp = await settled(this.#store("readonly", "followUp").get([this.#owner, survey, name]));
      return { text, permit, name, followUp };
    }));
  }

  /**
   * Seals a follow-up to a reply, and keeps it until its moment; then nothing of it stays here.
   * @param permit as `replies` gave it
   * @param {{atOnce?: boolean}} options only if the person chose it
   */
  async followUp(survey, permit, text, { atOnce = false } = {}, now = Date.now()) {
    const name = hex(await sha256(permit.secret));
    const body = await sealFollowUp(text, permit, survey);
    const sendAt = atOnce ? now : delayedMoment(now, Infinity);
    const store = this.#store("readwrite", "followUp");
    if (await settled(store.get([this.#owner, survey, name]))) {
      throw new TicketTrouble("You have followed this reply up.");
    }
    await settled(store.put({ owner: this.#owner, survey, permit: name, body, sendAt, atOnce, misses: 0, isSent: false }));
  }

  /** Takes a follow-up back that was not sent yet. @param {string} name of its permit */
  async withdrawFollowUp(survey, name) {
    const store = this.#store("readwrite", "followUp");
    const known = await settled(store.get([this.#owner, survey, name]));
    if (known && !known.isSent) await settled(store.delete([this.#owner, survey, name]));
  }

  /** For whoever leads: a permit to go into a reply. The key that opens what it brings stays in this browser. */
  async permit(survey, words) {
    const made = { ...(await ReplyKey.make()) };
    const store = this.#store("readwrite", "thread");
    const known = (await settled(store.get([this.#owner, survey, words])))
      ?? { owner: this.#owner, survey, words, keys: [] };
    await settled(store.put({ ...known, keys: [...known.keys, made] }));
    return { address: made.address, secret: unguessable(32) };
  }

  /** @returns {Promise<(string | null)[]>} what writers followed up with, null where it is for another browser */
  async followUps(survey, words, sealed) {
    const thread = await settled(this.#store("readonly", "thread").get([this.#owner, survey, words]));
    const keys = (thread?.keys ?? []).map(({ key, address }) => new ReplyKey(key, address));
    return Promise.all(sealed.map(async (bytes) => {
      const tries = await Promise.all(keys.map((key) => key.open(bytes, survey).catch(() => null)));
      return tries.find((text) => text !== null) ?? null;
    }));
  }

  /**
   * The name under which one's answers of a series of rounds are tied together, to be put into the answer; only for somebody who
   * switched it on. Its secret is made here, for this series alone, unless the person carried it here; it leaves by their own
   * hand alone (`tieLine`).
   * @returns {Promise<Uint8Array>} HMAC-SHA-256 of the series' id
   */
  async pseudonym(survey) {
    const series = await this.#series(survey);
    if (!series) throw new TicketTrouble("This round stands by itself: there is nothing to tie answers to.");
    const made = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, true, ["sign"]);
    const store = this.#store("readwrite", "series");
    const known = (await settled(store.get([this.#owner, series.id])))
      ?? { owner: this.#owner, series: series.id, secret: made, surveys: [] };
    const surveys = [...new Set([...known.surveys, survey])];
    // Whatever the server says of waves: the longer a name lasts, the more it tells.
    if (surveys.length > mostWaves) throw new TicketTrouble("This series has had its four rounds. Answer without tying.");
    await settled(store.put({ ...known, surveys }));
    return new Uint8Array(await crypto.subtle.sign("HMAC", known.secret, utf8(series.id)));
  }

  /** Whether one's answers of this round's series are tied together. */
  async isTied(survey) {
    const series = await this.#series(survey);
    if (!series) return false;
    return (await settled(this.#store("readonly", "series").get([this.#owner, series.id]))) !== undefined;
  }

  /**
   * What ties one's answers of this round's series, as a line to be carried to another device of one's own: `tutti-tie-1`, series,
   * secret, the rounds that were answered with it, and eight digits that tell a mistyped line.
   */
  async tieLine(survey) {
    const series = await this.#series(survey);
    const known = series && (await settled(this.#store("readonly", "series").get([this.#owner, series.id])));
    if (!known) throw new TicketTrouble("Nothing in this browser ties your answers of these rounds.");
    // One that an earlier version made can be read by nobody.
    if (!known.secret.extractable) throw new TicketTrouble("This secret was made so that it cannot leave this browser.");
    const secret = new Uint8Array(await crypto.subtle.exportKey("raw", known.secret));
    const plain = ["tutti-tie-1", series.id, base64URL(secret), ...known.surveys].join(" ");
    return `${plain} ${await lineDigits(plain)}`;
  }

  /** Ties as another device does. @param {string} line as `tieLine` or `tutti pulse tie show` wrote it */
  async takeTie(survey, line) {
    const series = await this.#series(survey);
    const words = line.trim().split(" ");
    const [prefix, id, secret] = words;
    const surveys = words.slice(3, -1);
    const isWhole = words.length >= 4 && prefix === "tutti-tie-1" && /^[A-Za-z0-9_-]{43}$/.test(secret)
      && surveys.length <= mostWaves && surveys.every(isSurvey)
      && words.at(-1) === await lineDigits(words.slice(0, -1).join(" "));
    if (!isWhole) throw new TicketTrouble("That is no whole line as a browser or “tutti pulse tie show” shows it.");
    if (id !== series?.id) throw new TicketTrouble("That line is of another series.");
    const raw = fromBase64URL(secret);
    const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
    const known = await settled(this.#store("readonly", "series").get([this.#owner, id]));
    if (known && !(await isSameKey(known.secret, raw))) {
      throw new TicketTrouble("Answers from this browser are tied by another secret. Switch tying off and answer once, or go on here.");
    }
    const all = [...new Set([...surveys, ...(known?.surveys ?? [])])];
    await settled(this.#store("readwrite", "series").put({ owner: this.#owner, series: id, secret: key, surveys: all }));
  }

  /** Destroys what ties one's answers: later ones have nothing in common with those that were sent. */
  async untie(survey) {
    const series = await this.#series(survey);
    if (series) await settled(this.#store("readwrite", "series").delete([this.#owner, series.id]));
  }

  async #series(survey) {
    return parsed((await this.#known(survey)).manifest).series;
  }

  /** Deletes all that is kept for a round: ticket, waiting answer, receipt and the key for replies. */
  async forget(survey) {
    await settled(this.#store("readwrite").delete([this.#owner, survey]));
  }

  /**
   * `state` is `waiting` for a ticket, `ready` to answer, `planned` to be sent, `sent`, `late` or `refused`; `none` where
   * nobody joined.
   * @returns {Promise<{state: string, moment?: number, receipt?: string, hash?: string, trouble?: string}>}
   */
  async status(survey, now = Date.now()) {
    const round = await settled(this.#store("readonly").get([this.#owner, survey]));
    if (!round) return { state: "none" };
    const { hash, receipt, trouble } = round;
    const moment = round.ticket || round.atOnce ? round.sendAt : round.fetchAt;
    if (trouble) return { state: "refused", hash, trouble };
    if (receipt) return { state: "sent", hash, receipt };
    if (now >= round.until || (!round.ticket && now >= round.closes)) return { state: "late", hash };
    if (round.answers) return { state: "planned", hash, moment };
    return round.ticket ? { state: "ready", hash } : { state: "waiting", hash, moment };
  }

  /**
   * Does what is due, once. Other tabs wait.
   * @param ways `requestTicket(survey, blinded)` asks as the person who is signed in, and gives the blind signature; it
   *   throws a `TicketTrouble` where the server refuses for good, anything else where it may be asked again.
   *   `send(survey, envelope)` is `submit` with the server's address for answers, `sendFollowUp(body)` the same with that for
   *   follow-ups.
   */
  async run({ requestTicket, send, sendFollowUp }, now = Date.now()) {
    await navigator.locks.request("tutti-tickets", async () => {
      for (const key of await settled(this.#store("readonly").getAllKeys())) {
        const round = await settled(this.#store("readonly").get(key));
        if (!round || round.trouble || round.receipt) continue;
        try {
          const fetched = this.#isFetchDue(round, now) ? await this.#fetch(round, requestTicket, now) : round;
          if (now >= round.until) await this.#drop(round);
          else await this.#sendIfDue(fetched, send, now);
        } catch (trouble) {
          await this.#fail(round, trouble, now);
        }
      }
      for (const known of await settled(this.#store("readonly", "followUp").getAll())) {
        if (!known.isSent && now >= known.sendAt) await this.#sendFollowUp(known, sendFollowUp, now);
      }
    });
  }

  // As with answers: what was missed does not follow a visit at once, and what failed on the line is tried again.
  async #sendFollowUp(known, send, now) {
    const isMissed = !known.atOnce && now > known.sendAt + missedAfter && known.misses < afterMisses.length;
    const later = (longest, misses) => ({ ...known, sendAt: delayedMoment(now, Infinity, longest), misses });
    let next = isMissed ? later(afterMisses[known.misses], known.misses + 1) : known;
    if (now >= next.sendAt) {
      try {
        await send(known.body);
        next = { ...known, body: undefined, isSent: true };
      } catch {
        next = later(600_000, 0);
      }
    }
    await settled(this.#store("readwrite", "followUp").put(next));
  }

  /** Does what is due now and whenever it is due, as long as the page is open. @returns a function that ends it */
  start(ways, changed = () => {}) {
    let timer;
    let isOver = false;
    const turn = async () => {
      try {
        await this.run(ways);
        if (!isOver) changed();
      } finally {
        if (!isOver) timer = setTimeout(turn, 20_000);
      }
    };
    turn();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }

  #isFetchDue(round, now) {
    const isMine = round.owner === this.#owner && !round.ticket;
    return isMine && now >= round.opens && now < round.closes && (now >= round.fetchAt || round.atOnce);
  }

  // The request is kept before it is sent: if the answer gets lost, the very same is sent again.
  async #fetch(round, requestTicket, now) {
    const request = round.request ?? { ...(await TicketRequest.make(parsed(round.manifest), round.segment)) };
    await this.#change(round.survey, (known) => ({ ...known, request }), round.owner);
    const signature = await requestTicket(round.survey, request.blinded);
    const ticket = { ...(await new TicketRequest(request).finalize(signature)) };
    // Fetching names the person, so an answer that waited for the ticket must not follow on its heels.
    const moment = ({ answers, atOnce, sendAt, closes }) => (answers && !atOnce ? delayedMoment(now, closes) : sendAt);
    return this.#change(
      round.survey, (known) => ({ ...known, ticket, request: undefined, sendAt: moment(known) }), round.owner);
  }

  async #sendIfDue(round, send, now) {
    if (!round.ticket || !round.answers || now < round.sendAt) return;
    if (!round.atOnce && now > round.sendAt + missedAfter && round.misses < afterMisses.length) {
      const sendAt = delayedMoment(now, round.until, afterMisses[round.misses]);
      await this.#change(round.survey, (known) => ({ ...known, sendAt, misses: known.misses + 1 }), round.owner);
      if (now < sendAt) return;
    }
    const ticket = new Ticket(round.ticket);
    const answer = await send(round.survey, sealEnvelope(ticket, round.answers, parsed(round.manifest).envelope));
    if (answer === "refused") throw new TicketTrouble("The server refused the answer, and says to nobody why.");
    await this.#drop(round, await ticket.hash());
  }

  // What was sent, or came too late, need not lie about.
  async #drop(round, receipt) {
    const { series } = parsed(round.manifest);
    if (series?.wave === mostWaves) {
      await settled(this.#store("readwrite", "series").delete([round.owner, series.id]));
    }
    const spent = { receipt, request: undefined, ticket: undefined, answers: undefined, sendAt: undefined };
    return this.#change(round.survey, (known) => ({ ...known, ...spent }), round.owner);
  }

  // What failed on the line is tried again at another random moment.
  #fail(round, trouble, now) {
    return this.#change(round.survey, (known) => {
      if (trouble instanceof TicketTrouble) return { ...known, trouble: trouble.message };
      if (known.ticket) return { ...known, sendAt: delayedMoment(now, known.until, 600_000), misses: 0 };
      return { ...known, fetchAt: delayedMoment(now, known.closes, 60_000) };
    }, round.owner);
  }

  async #known(survey) {
    const round = await settled(this.#store("readonly").get([this.#owner, survey]));
    if (!round) throw new TicketTrouble("This browser does not take part in that round.");
    return round;
  }

  // Reads and writes in one transaction, so that nothing gets lost that another tab or a click wrote meanwhile.
  async #change(survey, change, owner = this.#owner) {
    const store = this.#store("readwrite");
    const known = await settled(store.get([owner, survey]));
    // What was forgotten meanwhile stays forgotten.
    if (!known) return {};
    const round = change(known);
    await settled(store.put(round));
    return round;
  }

  #store(mode, name = "round") {
    return this.#database.transaction(name, mode, { durability: "strict" }).objectStore(name);
  }
}

const lineDigits = async (plain) => hex(await sha256(utf8(plain))).slice(0, 8);

const isSameKey = async (key, raw) => key.extractable && isSame(new Uint8Array(await crypto.subtle.exportKey("raw", key)), raw);

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** What a status means for the person, in the same words on every page. */
function sentence(status) {
  const time = (moment) => new Date(moment).toLocaleString();
  switch (status.state) {
    case "waiting":
      return `This browser fetches your ticket at a random time: ${time(status.moment)}, or at your next visit after it.`;
    case "ready":
      return "Your ticket is in this browser. Nobody knows which one it is.";
    case "planned":
      return `Your answer waits in this browser and is sent at a random time: ${time(status.moment)}, if Tutti is open here `
        + "then. Otherwise it is sent some minutes after you open Tutti here again; if you do not until the round is over, "
        + "it is lost.";
    case "sent":
      return `Your answer was sent. Your receipt is ${status.receipt}: look for it in the list of used tickets when results `
        + "are out.";
    case "late":
      return "The round is over, and no answer of yours was sent from this browser.";
    case "refused":
      return status.trouble;
    default:
      return "This browser does not take part in this round.";
  }
}

globalThis.BlindTickets = Object.freeze({
  // What a page needs: see whether it works here, keep and send, and check a receipt.
  isSupported, TicketTrouble, Keeper, submit, sentence, isReceiptIn,
  // What answers and results need besides.
  manifestHash, readManifest, ReplyKey, sealReply, sealFollowUp, replyMailbox, delayedMoment,
  // What an auditor and the tests look at by itself.
  TicketVerifier, TicketRequest, Ticket, ticketMessage, sealEnvelope, room, base64URL, fromBase64URL, hex,
});
