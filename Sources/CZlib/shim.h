#include <zlib.h>

/// `deflateInit2` is a macro in zlib.h, which Swift does not import.
static inline int tutti_deflate_init(z_stream *stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
