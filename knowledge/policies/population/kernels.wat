;; The comparison of a block of 32-bit keys with a threshold, sixteen keys a step, and what follows from its bits.
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
  ;; What is below a threshold, and what isn't known at all, become what is met and what is not met.
  (func (export "split")
    (param $below i32) (param $absent i32) (param $quads i32) (param $met i32) (param $notMet i32)
    (local $bits v128) (local $gone v128) (local $end i32)
    (local.set $end (i32.add (local.get $met) (i32.shl (local.get $quads) (i32.const 4))))
    (loop $next
      (local.set $bits (v128.load (local.get $below)))
      (local.set $gone (v128.load (local.get $absent)))
      (v128.store (local.get $met) (v128.not (v128.or (local.get $bits) (local.get $gone))))
      (v128.store (local.get $notMet) (v128.andnot (local.get $bits) (local.get $gone)))
      (local.set $below (i32.add (local.get $below) (i32.const 16)))
      (local.set $absent (i32.add (local.get $absent) (i32.const 16)))
      (local.set $notMet (i32.add (local.get $notMet) (i32.const 16)))
      (local.set $met (i32.add (local.get $met) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $met) (local.get $end)))))
  ;; Kleene's and of a condition with what stands so far; its or, with the two bits of both exchanged.
  (func (export "join")
    (param $met i32) (param $notMet i32) (param $quads i32) (param $allMet i32) (param $anyNot i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $allMet) (i32.shl (local.get $quads) (i32.const 4))))
    (loop $next
      (v128.store (local.get $allMet)
        (v128.and (v128.load (local.get $allMet)) (v128.load (local.get $met))))
      (v128.store (local.get $anyNot)
        (v128.or (v128.load (local.get $anyNot)) (v128.load (local.get $notMet))))
      (local.set $met (i32.add (local.get $met) (i32.const 16)))
      (local.set $notMet (i32.add (local.get $notMet) (i32.const 16)))
      (local.set $anyNot (i32.add (local.get $anyNot) (i32.const 16)))
      (local.set $allMet (i32.add (local.get $allMet) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $allMet) (local.get $end)))))
)
