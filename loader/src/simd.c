/* Vector operations that the floor of the x86-64 levels has no instruction for. */
#include <math.h>
#include <string.h>

#include "zw.h"

zw_v128 zw_lib_f32x4_fma(zw_vmctx *vmctx, zw_v128 a, zw_v128 b, zw_v128 c)
{
    float x[4], y[4], z[4];
    (void)vmctx;
    memcpy(x, &a, 16);
    memcpy(y, &b, 16);
    memcpy(z, &c, 16);
    for (int i = 0; i < 4; i++)
        z[i] = fmaf(x[i], y[i], z[i]);
    memcpy(&c, z, 16);
    return c;
}

zw_v128 zw_lib_f64x2_fma(zw_vmctx *vmctx, zw_v128 a, zw_v128 b, zw_v128 c)
{
    double x[2], y[2], z[2];
    (void)vmctx;
    memcpy(x, &a, 16);
    memcpy(y, &b, 16);
    memcpy(z, &c, 16);
    for (int i = 0; i < 2; i++)
        z[i] = fma(x[i], y[i], z[i]);
    memcpy(&c, z, 16);
    return c;
}
