#ifndef MERIT_COPENSSL_SHIM_H
#define MERIT_COPENSSL_SHIM_H

/*
 * The one door to OpenSSL's libcrypto (3.0 or later).
 *
 * Why there is C here at all:
 *
 * 1. OpenSSL 3 marks the SHA256_* states as deprecated in favour of EVP. EVP allocates a context for
 *    every digest and cannot be started from a prepared state without a copy on the heap, while a
 *    redirect computes one HMAC and must not allocate. The SHA256_* functions run the same assembly
 *    (SHA extensions where the processor has them). They are called here and nowhere else, and the
 *    tests compare them with EVP.
 * 2. An EVP cipher is a sequence of calls with output parameters. It stands here as one function
 *    with one answer, so that Swift never holds a half-initialised context.
 *
 * Every function is static inline: nothing is compiled into a library of its own.
 */

#define OPENSSL_SUPPRESS_DEPRECATED 1

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

/* 32 bytes as four big-endian words, in order. */
typedef struct {
    uint64_t first, second, third, fourth;
} merit_digest;

/* The SHA-256 states behind the first block of an HMAC: key XOR ipad, key XOR opad. */
typedef struct {
    uint32_t inner[8], outer[8];
} merit_hmac_states;

static inline void merit_sha256_start(SHA256_CTX *context) { SHA256_Init(context); }

static inline void merit_sha256_update(SHA256_CTX *context, const void *bytes, size_t count) {
    if (count > 0) {
        SHA256_Update(context, bytes, count);
    }
}

/* Ends `context`, which cannot be used afterwards. */
static inline merit_digest merit_sha256_finish(SHA256_CTX *context) {
    uint8_t bytes[SHA256_DIGEST_LENGTH];
    uint64_t words[4];
    SHA256_Final(bytes, context);
    for (int word = 0; word < 4; word++) {
        words[word] = 0;
        for (int byte = 0; byte < 8; byte++) {
            words[word] = words[word] << 8 | bytes[word * 8 + byte];
        }
    }
    merit_digest digest = {words[0], words[1], words[2], words[3]};
    return digest;
}

/* The state behind one block of a key XOR `pad`; `key` is at most one block long. */
static inline void merit_hmac_half(uint32_t state[8], const uint8_t *key, size_t count, uint8_t pad) {
    uint8_t block[SHA256_CBLOCK];
    SHA256_CTX context;
    memset(block, pad, sizeof block);
    for (size_t index = 0; index < count; index++) {
        block[index] = key[index] ^ pad;
    }
    SHA256_Init(&context);
    SHA256_Transform(&context, block);
    for (int word = 0; word < 8; word++) {
        state[word] = context.h[word];
    }
    OPENSSL_cleanse(block, sizeof block);
    OPENSSL_cleanse(&context, sizeof context);
}

/* Prepares HMAC-SHA-256 for a key of any length (RFC 2104: longer than a block is hashed first). */
static inline merit_hmac_states merit_hmac_prepare(const uint8_t *key, size_t count) {
    uint8_t hashed[SHA256_DIGEST_LENGTH];
    merit_hmac_states states;
    if (count > SHA256_CBLOCK) {
        SHA256_CTX context;
        SHA256_Init(&context);
        SHA256_Update(&context, key, count);
        SHA256_Final(hashed, &context);
        key = hashed;
        count = sizeof hashed;
    }
    merit_hmac_half(states.inner, key, count, 0x36);
    merit_hmac_half(states.outer, key, count, 0x5c);
    OPENSSL_cleanse(hashed, sizeof hashed);
    return states;
}

/* A context that has already taken in the one block that `state` stands for. */
static inline void merit_sha256_resume(SHA256_CTX *context, const uint32_t state[8]) {
    SHA256_Init(context);
    for (int word = 0; word < 8; word++) {
        context->h[word] = state[word];
    }
    context->Nl = SHA256_CBLOCK * 8;
}

/* HMAC-SHA-256 of `message`, without an allocation. */
static inline merit_digest merit_hmac(
    const merit_hmac_states *states, const void *message, size_t count) {
    SHA256_CTX context;
    uint8_t inner[SHA256_DIGEST_LENGTH];
    merit_sha256_resume(&context, states->inner);
    merit_sha256_update(&context, message, count);
    SHA256_Final(inner, &context);
    merit_sha256_resume(&context, states->outer);
    SHA256_Update(&context, inner, sizeof inner);
    return merit_sha256_finish(&context);
}

/* 1 where the bytes are equal; takes the same time wherever they differ. */
static inline int merit_equal(const void *left, const void *right, size_t count) {
    return count == 0 || CRYPTO_memcmp(left, right, count) == 0;
}

/*
 * AES-256-GCM. `sealed` has room for `count` bytes of ciphertext and 16 bytes of tag.
 * 1 when done; 0 when libcrypto could not allocate or a length is above INT_MAX.
 */
static inline int merit_gcm_seal(
    const uint8_t key[32], const uint8_t nonce[12], const uint8_t *context, size_t context_count,
    const uint8_t *plain, size_t count, uint8_t *sealed) {
    int length = 0;
    int done = 0;
    if (count > INT_MAX || context_count > INT_MAX) {
        return 0;
    }
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    done = cipher != NULL
        && EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) == 1
        && (context_count == 0
            || EVP_EncryptUpdate(cipher, NULL, &length, context, (int)context_count) == 1)
        && (count == 0 || EVP_EncryptUpdate(cipher, sealed, &length, plain, (int)count) == 1)
        && EVP_EncryptFinal_ex(cipher, sealed + count, &length) == 1
        && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, 16, sealed + count) == 1;
    EVP_CIPHER_CTX_free(cipher);
    return done;
}

/*
 * Undoes merit_gcm_seal: `sealed` is `count` bytes of ciphertext, then 16 bytes of tag; `plain` has
 * room for `count` bytes. 1 when the tag verifies; else 0, and `plain` must not be used.
 */
static inline int merit_gcm_open(
    const uint8_t key[32], const uint8_t nonce[12], const uint8_t *context, size_t context_count,
    const uint8_t *sealed, size_t count, uint8_t *plain) {
    int length = 0;
    int done = 0;
    if (count > INT_MAX || context_count > INT_MAX) {
        return 0;
    }
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    done = cipher != NULL
        && EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) == 1
        && (context_count == 0
            || EVP_DecryptUpdate(cipher, NULL, &length, context, (int)context_count) == 1)
        && (count == 0 || EVP_DecryptUpdate(cipher, plain, &length, sealed, (int)count) == 1)
        && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, 16, (void *)(sealed + count)) == 1
        && EVP_DecryptFinal_ex(cipher, plain + count, &length) == 1;
    EVP_CIPHER_CTX_free(cipher);
    return done;
}

#endif
