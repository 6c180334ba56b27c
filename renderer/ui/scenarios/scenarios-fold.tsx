import { Columns3, Pencil, Stamp, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteScenario } from "#core/commands/delete-scenario";
import { readScenario } from "#core/engines/layout/read-scenario";
import { scoreProject } from "#core/engines/layout/score-project";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { refuse } from "#core/model/refusal";
import { actNamed } from "#ui/acts/act-named";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { CheckInput } from "#ui/controls/fields.tsx";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { previewOf } from "#ui/panels/layout-preview";
import { Fold } from "#ui/panels/panel.tsx";
import { AdoptDialog } from "#ui/scenarios/adopt-dialog.tsx";
import { NameDialog } from "#ui/scenarios/name-dialog.tsx";
import type { ComparedPlan } from "#ui/scenarios/scenario-desk";
import { useBench, useDerived, useNorms } from "#ui/workbench/bench-context.tsx";

/** Most plans side by side: more would be too small to be seen. */
const MOST_COMPARED = 4;
/** Key of the plan of the project among those to compare. */
const STANDING = "plan";

/** The maillages kept under a name: shown with a click, compared, adopted, renamed, deleted. */
export function ScenariosFold() {
  const bench = useBench();
  const { speak } = useLanguage();
  const scenarios = useDerived(scenariosOf);
  const hasPlan = useDerived(holdsParcels);
  const norms = useNorms();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  if (scenarios.length === 0) return null;
  const keys = [...(hasPlan ? [STANDING] : []), ...scenarios.map(({ id }) => id)];
  const wanted = keys.filter((key) => ticked.has(key));
  const tick = (key: string) => (on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(key);
    else next.delete(key);
    setTicked(next);
  };
  const why =
    wanted.length < 2
      ? speak("scenarios.compare.why-two")
      : wanted.length > MOST_COMPARED
        ? speak("scenarios.compare.why-most", { most: MOST_COMPARED })
        : undefined;
  const compare = () => {
    const { project } = bench.session;
    bench.desk.compared.set(
      wanted.flatMap((key): ComparedPlan[] => {
        if (key === STANDING) {
          const figures = scoreProject(project, norms);
          return figures ? [{ key, name: speak("scenarios.standing"), ...figures, features: planOf(project) }] : [];
        }
        const feature = project.get(key);
        const read = feature && readScenario(feature);
        return read ? [{ key, ...read, features: previewOf(read.plan) }] : [];
      }),
    );
  };
  return (
    <Fold
      help="scenarios"
      title={speak("scenarios.title")}
      aside={<span className="badge">{scenarios.length}</span>}
      mark="layout.scenarios"
    >
      {hasPlan ? (
        <CheckInput checked={ticked.has(STANDING)} onChange={tick(STANDING)}>
          {speak("scenarios.standing")}
        </CheckInput>
      ) : null}
      <ul className="lines scenarios">
        {scenarios.map((feature) => (
          <ScenarioLine
            key={feature.id}
            feature={feature}
            isTicked={ticked.has(feature.id)}
            onTick={tick(feature.id)}
          />
        ))}
      </ul>
      <Button icon={Columns3} wide why={why} onClick={compare}>
        {speak("scenarios.compare")}
      </Button>
    </Fold>
  );
}

interface LineProps {
  readonly feature: Feature;
  readonly isTicked: boolean;
  readonly onTick: (on: boolean) => void;
}

function ScenarioLine({ feature, isTicked, onTick }: LineProps) {
  const bench = useBench();
  const { speak, numbers, lang } = useLanguage();
  const [asked, setAsked] = useState<"rename" | "adopt">();
  const { id, fields } = feature;
  const name = String(fields["name"]);
  const adopted = actNamed(bench.session.project, fields["adoptedBy"], lang);
  const show = () => {
    const read = readScenario(feature);
    if (!read) return notifyRefusal(refuse("scenario.damaged", { ids: [id], params: { name } }));
    const { params, plan, score } = read;
    bench.draft.offer({ params, result: { ...plan, score, remarks: [] } }, params);
  };
  return (
    <li>
      <div className="row">
        <input
          type="checkbox"
          checked={isTicked}
          aria-label={speak("scenarios.compare.tick", { name })}
          onChange={(event) => onTick(event.target.checked)}
        />
        <button type="button" className="list-button" onClick={show}>
          <span>
            {name}
            <span className="quiet small block">
              {adopted
                ? speak("scenarios.adopted", { act: adopted })
                : speak("scenarios.saved-on", { date: numbers.day(String(fields["date"])) })}
            </span>
          </span>
        </button>
        <IconButton icon={Stamp} name={speak("scenarios.adopt", { name })} onClick={() => setAsked("adopt")} />
        <IconButton icon={Pencil} name={speak("scenarios.rename", { name })} onClick={() => setAsked("rename")} />
        <IconButton
          icon={Trash2}
          name={speak("scenarios.delete", { name })}
          onClick={() => bench.run(deleteScenario, { id }, { undoable: true })}
        />
      </div>
      {asked === "rename" ? <NameDialog scenario={{ id, name }} onClose={() => setAsked(undefined)} /> : null}
      {asked === "adopt" ? <AdoptDialog scenario={{ id, name }} onClose={() => setAsked(undefined)} /> : null}
    </li>
  );
}

function scenariosOf(project: ProjectView): Feature[] {
  return [...project.ofClass("scenario")];
}

function holdsParcels(project: ProjectView): boolean {
  return project.countOf("parcel") > 0;
}

const PLAN: readonly ClassId[] = ["street", "parcel", "reserve", "openSpace"];

/** What the project's plan draws; its centrelines are shown as its own streets are. */
function planOf(project: ProjectView): Feature[] {
  return PLAN.flatMap((id) => [...project.ofClass(id)]);
}
