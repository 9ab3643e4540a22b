export default function Home() {
  return <h1>惠企通</h1>;
}
