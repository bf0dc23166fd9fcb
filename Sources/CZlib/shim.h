#include <zlib.h>

/// `deflateInit2` is a macro in zlib.h, which Swift does not import.
static inline int tutti_deflate_init(z_stream *stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

/// `inflateInit2` is one too. 15 bits of window, and 16 for gzip's own frame.
static inline int tutti_gunzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
