import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "#ui/app.tsx";
import { charter } from "#ui/learn/help-place";

const host = document.getElementById("root");
if (!host) throw new Error("the page has no #root");
// The page of the visual language has an address of its own: `?design`.
if (new URLSearchParams(location.search).has("design")) charter.set(true);
createRoot(host).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
