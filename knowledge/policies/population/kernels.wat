;; The comparison of a block of 32-bit keys with a threshold, sixteen keys a step.
(module
  (memory (import "block" "memory") 1)
  ;; Bit r of the output is set where key r is below the threshold; bit 0 is the first row of a word.
  (func (export "lessThan") (param $keys i32) (param $halves i32) (param $threshold i32) (param $out i32)
    (local $limit v128) (local $end i32)
    (local.set $limit (i32x4.splat (local.get $threshold)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $halves) (i32.const 1))))
    (loop $next
      (i32.store16 (local.get $out)
        (i8x16.bitmask
          (i8x16.narrow_i16x8_s
            (i16x8.narrow_i32x4_s
              (i32x4.lt_s (v128.load (local.get $keys)) (local.get $limit))
              (i32x4.lt_s (v128.load offset=16 (local.get $keys)) (local.get $limit)))
            (i16x8.narrow_i32x4_s
              (i32x4.lt_s (v128.load offset=32 (local.get $keys)) (local.get $limit))
              (i32x4.lt_s (v128.load offset=48 (local.get $keys)) (local.get $limit))))))
      (local.set $keys (i32.add (local.get $keys) (i32.const 64)))
      (local.set $out (i32.add (local.get $out) (i32.const 2)))
      (br_if $next (i32.lt_u (local.get $out) (local.get $end)))))
)
