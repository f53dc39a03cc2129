/* What the kernels with vectors share: GNU vectors, the operations that C has no notation for, and a check.

   A kernel defines prepare(), work(), which alone is timed, and scalar(), which returns what work() should. */
#define OWN_MAIN
#include "../bench.h"

#ifdef __wasm__
#include <wasm_simd128.h>
#define PICK(wasm, native) (wasm)
#else
#include <emmintrin.h>
#define PICK(wasm, native) (native)
#endif

#define VECTOR __attribute__((vector_size(16)))
typedef int8_t i8x16 VECTOR;
typedef uint8_t u8x16 VECTOR;
typedef int16_t i16x8 VECTOR;
typedef uint16_t u16x8 VECTOR;
typedef int32_t i32x4 VECTOR;
typedef uint32_t u32x4 VECTOR;
typedef float f32x4 VECTOR;
typedef double f64x2 VECTOR;
typedef int64_t i64x2 VECTOR;
typedef int8_t i8x8 __attribute__((vector_size(8)));
typedef uint8_t u8x8 __attribute__((vector_size(8)));

#define LOAD(type, from) ({ type loaded_; memcpy(&loaded_, (from), sizeof loaded_); loaded_; })
#define STORE(to, value) ({ __typeof__(value) stored_ = (value); memcpy((to), &stored_, sizeof stored_); })

/* Lanes of a where the mask is set, else of b. */
#define SELECT(type, mask, a, b) ((type)(((i64x2)(a) & (i64x2)(mask)) | ((i64x2)(b) & ~(i64x2)(mask))))

/* The memory has changed, for all that the compiler knows; within a loop, this also keeps it from using vectors. */
#define OPAQUE() __asm__ volatile("" ::: "memory")

#define SPLAT8(x) ((u8x16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x})
#define SPLAT16(x) ((u16x8){x, x, x, x, x, x, x, x})
#define SPLAT32(x) ((u32x4){x, x, x, x})
#define SPLATF(x) ((f32x4){x, x, x, x})

/* Bytes of a by index; 0 for an index above 15. */
static inline u8x16 swizzle(u8x16 a, u8x16 index)
{
    return PICK((u8x16)wasm_i8x16_swizzle((v128_t)a, (v128_t)index), __builtin_shuffle(a, index) & (u8x16)(index < 16));
}

/* The uppermost bit of every byte. */
static inline uint32_t bitmask(u8x16 a)
{
    return PICK(wasm_i8x16_bitmask((v128_t)a), (uint32_t)_mm_movemask_epi8((__m128i)a));
}

/* Products of neighbours, added. */
static inline i32x4 dot(i16x8 a, i16x8 b)
{
    return PICK((i32x4)wasm_i32x4_dot_i16x8((v128_t)a, (v128_t)b), (i32x4)_mm_madd_epi16((__m128i)a, (__m128i)b));
}

static inline u8x16 narrow(u16x8 low, u16x8 high)
{
    return PICK((u8x16)wasm_u8x16_narrow_i16x8((v128_t)low, (v128_t)high),
                (u8x16)_mm_packus_epi16((__m128i)low, (__m128i)high));
}

static inline u8x16 subtract_saturating(u8x16 a, u8x16 b)
{
    return PICK((u8x16)wasm_u8x16_sub_sat((v128_t)a, (v128_t)b), (u8x16)_mm_subs_epu8((__m128i)a, (__m128i)b));
}

static inline u16x8 low_half(u8x16 a)
{
    return __builtin_convertvector(__builtin_shufflevector(a, a, 0, 1, 2, 3, 4, 5, 6, 7), u16x8);
}

static inline u16x8 high_half(u8x16 a)
{
    return __builtin_convertvector(__builtin_shufflevector(a, a, 8, 9, 10, 11, 12, 13, 14, 15), u16x8);
}

static inline i16x8 low_half_signed(i8x16 a)
{
    return __builtin_convertvector(__builtin_shufflevector(a, a, 0, 1, 2, 3, 4, 5, 6, 7), i16x8);
}

static inline i16x8 high_half_signed(i8x16 a)
{
    return __builtin_convertvector(__builtin_shufflevector(a, a, 8, 9, 10, 11, 12, 13, 14, 15), i16x8);
}

/* A number that depends on every byte. */
static inline uint64_t hash(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint64_t result = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        result = (result ^ bytes[i]) * 1099511628211u;
    return result;
}

static void prepare(void);
static uint64_t scalar(void);

int main(void)
{
    prepare();
    uint64_t start = now(), result = work();
    uint64_t end = now();
    print(1, "result: ", result);
    print(2, "elapsed_ns: ", end - start);
    return result != scalar();
}
